import { safeStorage } from 'electron';
import { textMapFile } from '#main/adapters/files/text-map-file.ts';
import type { SecretStore } from '#main/application/ports.ts';

/**
 * Secrets, encrypted by the system's key store, in one file. Not available where the system has none: on Linux its
 * `basic_text` backend would be plain text with a known key.
 */
export function secretStore(path: string): SecretStore {
  const file = textMapFile(path);
  return {
    async isAvailable() {
      if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
      return safeStorage.isAsyncEncryptionAvailable();
    },
    async set(name, value) {
      const sealed = await safeStorage.encryptStringAsync(value);
      await file.change((secrets) => secrets.set(name, sealed.toString('base64')));
    },
    async get(name) {
      const sealed = (await file.read()).get(name);
      if (sealed === undefined) return null;
      return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
    },
    remove: (name) => file.change((secrets) => void secrets.delete(name)),
  };
}
