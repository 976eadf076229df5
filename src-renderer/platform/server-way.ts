import { sessionHeader } from '#shared/contract/wire.ts';
import { ok } from '#shared/kernel/result.ts';
import type { Client } from './client.ts';
import type { PageSession } from './page-session.ts';
import type { ServerWay } from './platform.ts';

export interface WayParts {
  readonly client: Client;
  readonly session: PageSession;
  /** The folder that the page was opened in, with a slash at its end. */
  readonly base: string;
  readonly isOwn: boolean;
}

type Linking = Pick<ServerWay, 'link' | 'unlink' | 'of'>;

const linkedServer = (client: Client): Linking => ({
  link: (workspaceId, url) => client.invoke('server.link', { workspaceId, url }),
  unlink: (workspaceId) => client.invoke('server.unlink', { workspaceId }),
  of: (workspaceId) => client.invoke('server.of', { workspaceId }),
});

/** The server that the page came from is the server of all its workspaces. */
const ownServer = (url: string): Linking => ({
  link: () => Promise.resolve(ok({ url })),
  unlink: () => Promise.resolve(ok({ done: true as const })),
  of: () => Promise.resolve(ok({ url })),
});

/** The way to the server, for every host: below the page's own origin, with the header that only a script of ours can set. */
export function serverWay({ client, session, base, isOwn }: WayParts): ServerWay {
  const ask = (workspaceId: string, path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('x-countersign', '1');
    return fetch(new URL(`server/${encodeURIComponent(workspaceId)}/${path}`, base), { ...init, headers });
  };
  return {
    isOwn,
    ...(isOwn ? ownServer(base) : linkedServer(client)),
    async fetch(workspaceId, path, init = {}) {
      await session.begin();
      const answer = await ask(workspaceId, path, init);
      // The page's own host, not the server behind it, wants to know who asks.
      if (answer.status !== 401 || !answer.headers.has(sessionHeader)) return answer;
      session.forget();
      await session.begin();
      return ask(workspaceId, path, init);
    },
  };
}
