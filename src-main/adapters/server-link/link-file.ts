import { join } from 'node:path';
import { textMapFile } from '#main/adapters/files/text-map-file.ts';
import type { ServerLinks } from '#main/application/ports.ts';

/** The server of each workspace, in `servers.json` of the data folder. */
export function linkFile(folder: string): ServerLinks {
  const file = textMapFile(join(folder, 'servers.json'));
  return {
    of: async (workspaceId) => (await file.read()).get(workspaceId) ?? null,
    set: (workspaceId, url) => file.change((links) => links.set(workspaceId, url)),
    remove: (workspaceId) => file.change((links) => void links.delete(workspaceId)),
  };
}
