import { unexpected } from './unexpected.ts';
import { metaOf, type MetaRow, type WorkspaceDatabase } from './database.ts';

interface LeaderRow extends MetaRow {
  readonly key: 'leader';
  readonly term: number;
}
const NO_LEADER: LeaderRow = { key: 'leader', term: 0 };

/**
 * One window leads: it gives due commands, folds pages and writes the journal. A Web Lock decides; a leader that is
 * frozen is passed over after ten seconds without a heartbeat, and its term then no longer counts.
 */
export interface Leadership {
  /** The term while this window leads. */
  readonly term: number | undefined;
  close(): void;
}

const HEARTBEAT = 2_000;
const SILENCE = 10_000;

export function leadership(database: WorkspaceDatabase, onLead: (term: number) => void): Leadership {
  const name = `countersign:${database.name}:leader`;
  const locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
  const channel = new BroadcastChannel(`${database.name}:leader`);
  const closing = new AbortController();
  let term: number | undefined;
  let heardAt = Date.now();
  channel.addEventListener('message', () => {
    heardAt = Date.now();
  });

  const lead = async () => {
    const next = await database.transaction('rw', database.meta, async () => {
      const row: LeaderRow = { key: 'leader', term: (await metaOf(database, NO_LEADER)).term + 1 };
      await database.meta.put(row);
      return row.term;
    });
    if (closing.signal.aborted) return;
    term = next;
    onLead(next);
    await new Promise<void>((resolve) => {
      closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  };
  const queue = (steal: boolean): void => {
    if (!locks) {
      lead().catch(unexpected);
      return;
    }
    const options: LockOptions = steal ? { steal } : { signal: closing.signal };
    locks.request(name, options, lead).catch((error: unknown) => {
      // Ours was stolen while this window slept, or the window closes.
      term = undefined;
      heardAt = Date.now();
      if (closing.signal.aborted) return;
      if (error instanceof DOMException && error.name === 'AbortError') queue(false);
      else unexpected(error);
    });
  };
  queue(false);
  const beat = setInterval(() => {
    if (term !== undefined) channel.postMessage(term);
    else if (locks && Date.now() - heardAt > SILENCE) {
      heardAt = Date.now();
      queue(true);
    }
  }, HEARTBEAT);
  keepsNothingAlive(beat);

  return {
    get term() {
      return term;
    },
    close() {
      clearInterval(beat);
      closing.abort();
      channel.close();
      term = undefined;
    },
  };
}

/** Within a transaction over `meta`: is this still the newest term? */
export const isTermCurrent = async (database: WorkspaceDatabase, term: number): Promise<boolean> =>
  (await metaOf(database, NO_LEADER)).term === term;

/** Under Node a timer must not keep the process running; in a window there is nothing to do. */
export function keepsNothingAlive(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
}
