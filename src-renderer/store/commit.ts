import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { type AttentionRow, type ConfirmedRow, type Counters, EMPTY_COUNTERS, type LogEntry, type WorkspaceDatabase } from './database.ts';
import type { Decision } from './decision.ts';
import { troubleOf } from './trouble.ts';

export type Committed =
  | { readonly outcome: 'written'; readonly counters: Counters; readonly entries: readonly LogEntry[] }
  /** Another window has written since; nothing was done. */
  | { readonly outcome: 'behind' }
  | { readonly outcome: 'failed'; readonly refusal: Refusal };

/** The log's end, and which snapshot lies under it. */
export type Basis = Pick<Counters, 'seq' | 'generation'>;
export const isBasis = (counters: Counters, basis: Basis): boolean =>
  counters.seq === basis.seq && counters.generation === basis.generation;

export interface Commit {
  readonly decision: Decision;
  /** What the decision was made on. */
  readonly basis: Basis;
  readonly savedAt: string;
  readonly clock: HybridTime;
  /** Only while a server is followed: the records as they were, which is what it has confirmed of those not kept yet. */
  readonly before?: readonly ConfirmedRow[] | undefined;
  /** An item that is settled by it. */
  readonly settled?: AttentionRow | undefined;
}

/**
 * Writes a decision in one strict transaction: commands into the outbox, their events, the records as they are now,
 * and the counters. It is written whole, on the disk, or not at all. Spoken to the database itself: this is what a
 * person waits for, and Dexie's transaction zones cost more than the write.
 */
export async function commitRows(database: WorkspaceDatabase, commit: Commit): Promise<Committed> {
  try {
    return await transact(database, commit);
  } catch (error) {
    return { outcome: 'failed', refusal: troubleOf(error) };
  }
}

function transact(database: WorkspaceDatabase, { decision, basis, savedAt, clock, before: shadows, settled }: Commit): Promise<Committed> {
  const stores = ['outbox', 'events', 'fresh', 'meta', ...(shadows ? ['confirmed'] : []), ...(settled ? ['attention'] : [])];
  const backend = database.backendDB() as IDBDatabase | null;
  if (!backend) throw new DOMException('The database was closed', 'InvalidStateError');
  const transaction = backend.transaction(stores, 'readwrite', { durability: 'strict' });
  const [outbox, events, fresh, meta] = ['outbox', 'events', 'fresh', 'meta'].map((name) => transaction.objectStore(name)) as [
    Store,
    Store,
    Store,
    Store,
  ];
  return new Promise((resolve, reject) => {
    let outcome: Committed = { outcome: 'behind' };
    let failure: unknown;
    transaction.addEventListener('complete', () => resolve(outcome));
    transaction.addEventListener('abort', () => reject(asError(failure ?? transaction.error)));
    const asked = meta.get(EMPTY_COUNTERS.key);
    asked.addEventListener('success', () => {
      const before = (asked.result as Counters | undefined) ?? EMPTY_COUNTERS;
      if (!isBasis(before, basis)) return;
      const entries = decision.entries.map((entry, i): LogEntry => ({ seq: basis.seq + 1 + i, ...entry }));
      const counters = countersAfter(before, entries.length, decision.numbers, { savedAt, clock });
      try {
        for (const entry of entries) {
          outbox.add(entry);
          // While following, what a refused command would have done may still stand there.
          for (const event of entry.events) events[shadows ? 'put' : 'add'](event);
        }
        for (const record of decision.records) fresh.put(record);
        for (const shadow of shadows ?? []) addUnlessThere(transaction.objectStore('confirmed'), shadow);
        if (settled) transaction.objectStore('attention').put(settled);
        meta.put(counters);
        // An early commit would let a shadow that is there already abort everything, however its error is handled.
        if (!shadows) transaction.commit();
        outcome = { outcome: 'written', counters, entries };
      } catch (error) {
        failure = error;
        abort(transaction);
      }
    });
  });
}

type Store = IDBObjectStore;

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new DOMException('The transaction was aborted', 'AbortError');

/** The first of several commands on their way has seen what the server confirmed; later ones must not replace it. */
function addUnlessThere(store: Store, row: ConfirmedRow): void {
  const request = store.add(row);
  request.addEventListener('error', (event) => {
    if (request.error?.name !== 'ConstraintError') return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** Aborts what may be over already. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}

export function countersAfter(
  before: Counters,
  added: number,
  numbers: ReadonlyMap<string, number>,
  times: { readonly savedAt: string; readonly clock: HybridTime | null },
): Counters {
  const raised: Record<string, number> = { ...before.numbers };
  for (const [kind, last] of numbers) raised[kind] = Math.max(raised[kind] ?? 0, last);
  const clock = before.clock !== null && (times.clock === null || before.clock > times.clock) ? before.clock : times.clock;
  return { ...before, seq: before.seq + added, numbers: raised, clock, savedAt: times.savedAt, since: before.since ?? times.savedAt };
}
