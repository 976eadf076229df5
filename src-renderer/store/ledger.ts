import type { HybridClock } from '#shared/kernel/hybrid-clock.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { type Counters, EMPTY_COUNTERS, isBatch, metaOf, type OutboxRow, type PageRow, type WorkspaceDatabase } from './database.ts';
import type { HeadsHost } from './heads/heads-port.ts';
import type { PageStore } from './pages/page-store.ts';
import type { Touched } from './reads.ts';
import type { RecordSource } from './record-source.ts';

/** Something that became durable, in this window or another. */
export interface Applied extends Touched {
  /** Records as they are now; empty after another window's bulk, where `wholeKinds` says what changed. */
  readonly records: readonly RecordOf[];
  /** The same as pages, after a bulk. */
  readonly pages: readonly Uint8Array<ArrayBuffer>[];
  readonly isOwn: boolean;
}

/**
 * How far this window has followed the log, and everything in memory that depends on it. The outbox is the log that
 * windows follow: a message from another window only says that there is more.
 */
export interface Ledger {
  readonly counters: Counters;
  /** After an own write: takes it over and tells everyone in this window. */
  wrote(counters: Counters, records: readonly RecordOf[], events: readonly RecordEvent[]): void;
  /** The same after an own bulk, whose records are pages. */
  moved(counters: Counters, ids: readonly string[], written: readonly PageRow[]): Promise<void>;
  /** After an own snapshot, which the heads have taken already. */
  replaced(): Promise<void>;
  /** Reads what other windows wrote since. */
  catchUp(): Promise<Touched>;
  subscribe(listener: (applied: Applied) => void): () => void;
}

export interface LedgerTools {
  readonly database: WorkspaceDatabase;
  readonly source: RecordSource;
  readonly pages: PageStore;
  readonly heads: HeadsHost;
  readonly clock: HybridClock;
  readonly start: Counters;
}

export function openLedger({ database, source, pages, heads, clock, start }: LedgerTools): Ledger {
  let counters = start;
  const listeners = new Set<(applied: Applied) => void>();
  const tell = (applied: Applied) => {
    for (const listener of listeners) listener(applied);
  };

  return {
    get counters() {
      return counters;
    },
    wrote(next, records, events) {
      counters = next;
      source.remember(records);
      void heads.apply(records, next.seq);
      tell({ ...touchedBy(events), wholeKinds: new Set(), records, pages: [], isOwn: true });
    },
    async moved(next, ids, written) {
      counters = next;
      await pages.reload();
      source.forget(ids);
      const bytes = written.map((page) => page.bytes);
      await heads.applyPages(bytes, next.seq);
      const kinds = new Set(written.map((page) => page.kind));
      tell({ ids: new Set(ids), kinds, wholeKinds: kinds, records: [], pages: bytes, isOwn: true });
    },
    async replaced() {
      await pages.reload();
      source.forgetAll();
      counters = await metaOf(database, EMPTY_COUNTERS);
      const kinds = new Set(pages.manifest.pages.map((page) => page.kind));
      tell({ ids: new Set(), kinds, wholeKinds: kinds, records: [], pages: [], isOwn: true });
    },
    async catchUp() {
      const [next, rows] = await database.transaction('r', database.meta, database.outbox, async () => {
        const now = await metaOf(database, EMPTY_COUNTERS);
        const since = now.seq === counters.seq ? [] : await database.outbox.where('seq').above(counters.seq).toArray();
        return [now, since] as const;
      });
      if (next.generation !== counters.generation) return startOver(next);
      const touched = touchedByRows(rows);
      if (rows.length === 0) return touched;
      if (touched.wholeKinds.size > 0) source.forgetAll();
      source.forget(touched.ids);
      const records = await source.many([...touched.ids]);
      await heads.apply(records, next.seq);
      const batches = touched.wholeKinds.size > 0 ? await applyBatches(rows, next.seq) : [];
      counters = next;
      if (next.clock !== null) clock.observe(next.clock);
      tell({ ...touched, records, pages: batches, isOwn: false });
      return touched;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** Everything was replaced: nothing in memory counts any more. */
  async function startOver(next: Counters): Promise<Touched> {
    await pages.reload();
    source.forgetAll();
    await heads.load();
    counters = next;
    const kinds = new Set(pages.manifest.pages.map((page) => page.kind));
    const touched: Touched = { ids: new Set(), kinds, wholeKinds: kinds };
    tell({ ...touched, records: [], pages: [], isOwn: false });
    return touched;
  }

  async function applyBatches(rows: readonly OutboxRow[], seq: number): Promise<Uint8Array<ArrayBuffer>[]> {
    await pages.reload();
    const keys = rows.flatMap((row) => (isBatch(row) ? row.pages : []));
    const written = await database.pages.bulkGet(keys);
    const bytes = written.flatMap((page) => (page ? [page.bytes] : []));
    // Folded away already: then the heads start over from what there is.
    if (bytes.length < keys.length) await heads.load();
    else await heads.applyPages(bytes, seq);
    return bytes;
  }
}

function touchedBy(events: readonly RecordEvent[]): { ids: Set<string>; kinds: Set<string> } {
  return { ids: new Set(events.map((event) => event.recordId)), kinds: new Set(events.map((event) => event.kind)) };
}

function touchedByRows(rows: readonly OutboxRow[]): Touched {
  const { ids, kinds } = touchedBy(rows.flatMap((row) => (isBatch(row) ? [] : row.events)));
  const wholeKinds = new Set(rows.flatMap((row) => (isBatch(row) ? row.kinds : [])));
  for (const kind of wholeKinds) kinds.add(kind);
  return { ids, kinds, wholeKinds };
}
