import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { type Counters, EMPTY_COUNTERS, type LogEntry, metaOf, type WorkspaceDatabase } from './database.ts';
import type { Decision } from './decision.ts';
import { troubleOf } from './trouble.ts';

export type Committed =
  | { readonly outcome: 'written'; readonly counters: Counters; readonly entries: readonly LogEntry[] }
  /** Another window has written since; nothing was done. */
  | { readonly outcome: 'behind' }
  | { readonly outcome: 'failed'; readonly refusal: Refusal };

export interface Commit {
  readonly decision: Decision;
  /** The log's end that the decision was made on. */
  readonly basis: number;
  readonly savedAt: string;
  readonly clock: HybridTime;
}

/**
 * Writes a decision in one strict transaction: commands into the outbox, their events, the records as they are now,
 * and the counters. It is written whole, on the disk, or not at all.
 */
export async function commitRows(database: WorkspaceDatabase, { decision, basis, savedAt, clock }: Commit): Promise<Committed> {
  const { outbox, fresh, events, meta } = database;
  try {
    return await database.transaction('rw', outbox, fresh, events, meta, async (): Promise<Committed> => {
      const before = await metaOf(database, EMPTY_COUNTERS);
      if (before.seq !== basis) return { outcome: 'behind' };
      const entries = decision.entries.map((entry, i): LogEntry => ({ seq: basis + 1 + i, ...entry }));
      const counters = countersAfter(before, entries.length, decision.numbers, { savedAt, clock });
      await Promise.all([
        outbox.bulkAdd(entries),
        events.bulkAdd(entries.flatMap((entry) => entry.events)),
        fresh.bulkPut([...decision.records]),
        meta.put(counters),
      ]);
      return { outcome: 'written', counters, entries };
    });
  } catch (error) {
    return { outcome: 'failed', refusal: troubleOf(error) };
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
  return { key: 'counters', seq: before.seq + added, numbers: raised, clock, savedAt: times.savedAt };
}
