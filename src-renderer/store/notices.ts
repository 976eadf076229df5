import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Counters } from './database.ts';
import type { SaveState, WorkspaceChange } from './workspace.ts';

/** What subscribers of a workspace hear, and the state of saving that they see. */
export function notices(start: Counters) {
  const listeners = new Set<(change: WorkspaceChange) => void>();
  const tell = (change: WorkspaceChange) => {
    for (const listener of listeners) listener(change);
  };
  const tellState = () => tell(NOTHING);
  let save: SaveState = { waiting: start.seq, oldestWaitingAt: start.since, lastSavedAt: start.savedAt, trouble: null };
  /** While a server is followed: what it has not confirmed. Else everything that was ever done. */
  let onTheWay: Pick<SaveState, 'waiting' | 'oldestWaitingAt'> | null = null;

  return {
    tell,
    tellState,
    subscribe(listener: (change: WorkspaceChange) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: {
      get save() {
        return save;
      },
      setCounters({ seq, savedAt, since }: Counters) {
        save = { ...save, waiting: seq, oldestWaitingAt: since, lastSavedAt: savedAt, ...onTheWay };
      },
      setWaiting(waiting: Pick<SaveState, 'waiting' | 'oldestWaitingAt'> | null) {
        onTheWay = waiting;
        if (waiting) save = { ...save, ...waiting };
      },
      setTrouble(trouble: Refusal | null) {
        if (save.trouble === trouble) return;
        save = { ...save, trouble };
        tellState();
      },
    },
  };
}
export type Notices = ReturnType<typeof notices>;

const NOTHING: WorkspaceChange = { kinds: new Set(), ids: new Set() };
