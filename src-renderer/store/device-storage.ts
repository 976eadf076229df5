import { type Refusal, refusal } from '#shared/kernel/refusal.ts';

/** What the browser says of its storage; absent under Node. */
const storage = (): StorageManager | undefined => (globalThis as { navigator?: { storage?: StorageManager } }).navigator?.storage;

const ASKED = 'countersign.storageAsked';

/** Asks once on this device that the browser never clears this site's data by itself; some browsers ask the person. */
export async function askToPersist(): Promise<boolean> {
  const manager = storage();
  if (!manager || typeof localStorage === 'undefined') return false;
  if (await manager.persisted()) return true;
  if (localStorage.getItem(ASKED) !== null) return false;
  localStorage.setItem(ASKED, 'yes');
  return manager.persist();
}

/** Says no before a large write that would not fit, while everything is as it was. */
export async function spaceFor(bytes: number): Promise<Refusal | null> {
  const { quota, usage } = (await storage()?.estimate()) ?? {};
  if (quota === undefined || usage === undefined || quota - usage > bytes * 2) return null;
  const mebibytes = (count: number) => Math.ceil(count / 2 ** 20);
  return refusal('store.full', 'There is not enough space on this device, so nothing was changed.', [
    {
      code: 'store.full',
      message: `About ${mebibytes(bytes * 2)} MB are needed, ${Math.max(0, mebibytes(quota - usage))} MB are free.`,
      help: 'Free some space, then try again.',
    },
  ]);
}
