import type { Client } from './client.ts';
import type { Platform } from './platform.ts';

/** The calls that go to the host in the same way everywhere. */
export function sharedCalls(client: Client): Pick<Platform, 'info' | 'secrets' | 'journal' | 'subscribe'> {
  return {
    info: () => client.invoke('host.info', {}),
    secrets: {
      set: (name, value) => client.invoke('secrets.set', { name, value }),
      get: (name) => client.invoke('secrets.get', { name }),
      remove: (name) => client.invoke('secrets.remove', { name }),
    },
    journal: {
      append: (workspaceId, firstSeq, lines) => client.invoke('journal.append', { workspaceId, firstSeq, lines: [...lines] }),
      read: (workspaceId, after, limit = 1000) => client.invoke('journal.read', { workspaceId, after, limit }),
      head: (workspaceId) => client.invoke('journal.head', { workspaceId }),
      drop: (workspaceId, through) => client.invoke('journal.drop', { workspaceId, ...(through === undefined ? {} : { through }) }),
    },
    subscribe: (listener) => client.subscribe(listener),
  };
}
