import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { atomicWrite } from '#main/adapters/files/atomic-write.ts';
import type { SecretStore } from '#main/application/ports.ts';

const Stored = z.record(z.string(), z.base64());

/**
 * Secrets, encrypted by the system's key store, in one file. Not available where the system has none: on Linux its
 * `basic_text` backend would be plain text with a known key.
 */
export function secretStore(path: string): SecretStore {
  let tail: Promise<unknown> = Promise.resolve();
  const read = async () => new Map(Object.entries(Stored.parse(JSON.parse(await readFile(path, 'utf8').catch(() => '{}')))));
  const change = (edit: (secrets: Map<string, string>) => void): Promise<void> => {
    const work = async () => {
      const secrets = await read();
      edit(secrets);
      await mkdir(dirname(path), { recursive: true });
      await atomicWrite(path, JSON.stringify(Object.fromEntries(secrets)), 0o600);
    };
    const mine = tail.then(work, work);
    tail = mine;
    return mine;
  };
  return {
    async isAvailable() {
      if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
      return safeStorage.isAsyncEncryptionAvailable();
    },
    async set(name, value) {
      const sealed = await safeStorage.encryptStringAsync(value);
      await change((secrets) => secrets.set(name, sealed.toString('base64')));
    },
    async get(name) {
      const sealed = (await read()).get(name);
      if (sealed === undefined) return null;
      return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
    },
    remove: (name) => change((secrets) => void secrets.delete(name)),
  };
}
