import { join } from 'node:path';
import { textMapFile } from '#main/adapters/files/text-map-file.ts';
import type { SecretStore } from '#main/application/ports.ts';

/**
 * Sessions at servers in `server-sessions.json`, readable by their owner only: what a browser does with its cookies. A host
 * without a key store has nothing better, and a session is revoked by its device (DECISIONS.md).
 */
export function sessionFile(folder: string): SecretStore {
  const file = textMapFile(join(folder, 'server-sessions.json'));
  return {
    isAvailable: () => Promise.resolve(true),
    set: (name, value) => file.change((sessions) => sessions.set(name, value)),
    get: async (name) => (await file.read()).get(name) ?? null,
    remove: (name) => file.change((sessions) => void sessions.delete(name)),
  };
}
