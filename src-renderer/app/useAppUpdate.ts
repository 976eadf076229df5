import { useSyncExternalStore } from 'react';
import type { AppUpdate } from '../platform/index.ts';

let waiting: AppUpdate | null = null;
const listeners = new Set<() => void>();

/** Called when a newer version is completely stored; it is offered, never forced. */
export function offerUpdate(update: AppUpdate): void {
  waiting = update;
  for (const listener of listeners) listener();
}

/** The newer version that waits, or null. */
export const useAppUpdate = (): AppUpdate | null =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => waiting,
  );
