import { type Commit, type Committed, countersAfter, isBasis } from './commit.ts';
import { EMPTY_COUNTERS, type LogEntry, metaOf, type OutboxBatch, type PageRow, type WorkspaceDatabase } from './database.ts';
import { changeManifest } from './pages/manifest.ts';
import { eventPages, infoOf, recordPages } from './pages/make-pages.ts';
import { packJson } from './pages/page-codec.ts';
import { troubleOf } from './trouble.ts';

export interface PackedCommit extends Commit {
  readonly packed: Packed;
}
/** A decision of many commands in the form in which it is stored: no row per record. */
export interface Packed {
  readonly entries: readonly LogEntry[];
  readonly records: readonly PageRow[];
  readonly events: readonly PageRow[];
  readonly batch: OutboxBatch;
}

export async function packDecision({ decision, basis }: Pick<Commit, 'decision' | 'basis'>): Promise<Packed> {
  const entries = decision.entries.map((entry, i): LogEntry => ({ seq: basis.seq + 1 + i, ...entry }));
  const seq = basis.seq + entries.length;
  const records = await recordPages(decision.records, seq);
  const events = await eventPages(
    entries.flatMap((entry) => entry.events),
    seq,
  );
  const kinds = [...new Set(decision.records.map((record) => record.kind))];
  const pages = records.map((page) => page.key);
  return { entries, records, events, batch: { seq, first: basis.seq + 1, kinds, pages, batch: await packJson(entries) } };
}

/** The same promise as `commitRows`, for hundreds of commands at once. */
export async function commitPages(
  database: WorkspaceDatabase,
  { decision, basis, savedAt, clock, packed, before: shadows = [] }: PackedCommit,
): Promise<Committed> {
  const { outbox, fresh, pages, meta, confirmed } = database;
  const { entries } = packed;
  try {
    return await database.transaction('rw', [outbox, fresh, pages, meta, confirmed], async (): Promise<Committed> => {
      const before = await metaOf(database, EMPTY_COUNTERS);
      if (!isBasis(before, basis)) return { outcome: 'behind' };
      const counters = countersAfter(before, entries.length, decision.numbers, { savedAt, clock });
      const written = [...packed.records, ...packed.events];
      const kept = shadows.length > 0 ? await confirmed.bulkGet(shadows.map(({ id }) => id)) : [];
      await Promise.all([
        pages.bulkAdd(written),
        changeManifest(database, (known) => [...known, ...written.map(infoOf)]),
        // A record that was fresh is in its page now. A new one was never fresh, unless the server had refused it before.
        fresh.bulkDelete(decision.records.filter((record) => record.version > 1 || shadows.length > 0).map((record) => record.id)),
        confirmed.bulkAdd(shadows.filter((_, i) => !kept[i])),
        outbox.add(packed.batch),
        meta.put(counters),
      ]);
      return { outcome: 'written', counters, entries };
    });
  } catch (error) {
    return { outcome: 'failed', refusal: troubleOf(error) };
  }
}
