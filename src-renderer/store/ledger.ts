import type { HybridClock } from '#shared/kernel/hybrid-clock.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import {
  type Counters,
  EMPTY_COUNTERS,
  type FreshRow,
  isBatch,
  isGone,
  isHere,
  isPulled,
  type LinkRow,
  metaOf,
  NO_LINK,
  type OutboxRow,
  type PageRow,
  type WorkspaceDatabase,
} from './database.ts';
import type { HeadsHost } from './heads/heads-port.ts';
import { changedBy, changedOneByOne, kindsOf, pagesOf } from './outbox-rows.ts';
import type { PageStore } from './pages/page-store.ts';
import type { Touched } from './reads.ts';
import type { RecordSource } from './record-source.ts';

/** Something that became durable, in this window or another. */
export interface Applied extends Touched {
  /** Records as they are now; empty after another window's bulk, where `wholeKinds` says what changed. */
  readonly records: readonly FreshRow[];
  /** The same as pages, after a bulk. */
  readonly pages: readonly Uint8Array<ArrayBuffer>[];
  readonly isOwn: boolean;
  /** How many commands were given by it; none when something came from a server. */
  readonly commands: number;
}

/**
 * How far this window has followed the log, and everything in memory that depends on it. The outbox is the log that
 * windows follow: a message from another window only says that there is more.
 */
export interface Ledger {
  readonly counters: Counters;
  /** The server that is followed as of `counters`, if any. */
  readonly link: LinkRow;
  /** After an own write: takes it over and tells everyone in this window. */
  wrote(counters: Counters, records: readonly RecordOf[], events: readonly RecordEvent[]): void;
  /** The same after an own bulk, whose records are pages. */
  moved(counters: Counters, ids: readonly string[], written: readonly PageRow[]): Promise<void>;
  /** After an own step of following a server. */
  pulled(counters: Counters, link: LinkRow, step: PulledStep): Promise<void>;
  /** After only the link was written. */
  linked(link: LinkRow): void;
  /** After an own snapshot, which the heads have taken already. */
  replaced(): Promise<void>;
  /** Reads what other windows wrote since. */
  catchUp(): Promise<Touched>;
  subscribe(listener: (applied: Applied) => void): () => void;
}

export interface PulledStep {
  /** Rows that were written one by one. */
  readonly rows: readonly FreshRow[];
  /** Records that were written as pages. */
  readonly paged: readonly string[];
  readonly pages: readonly PageRow[];
  readonly kinds: readonly string[];
}

export interface LedgerTools {
  readonly database: WorkspaceDatabase;
  readonly source: RecordSource;
  readonly pages: PageStore;
  readonly heads: HeadsHost;
  readonly clock: HybridClock;
  readonly start: Counters;
  readonly link: LinkRow;
}

export function openLedger({ database, source, pages, heads, clock, ...from }: LedgerTools): Ledger {
  let counters = from.start;
  let { link } = from;
  const listeners = new Set<(applied: Applied) => void>();
  const tell = (applied: Applied) => {
    for (const listener of listeners) listener(applied);
  };

  return {
    get counters() {
      return counters;
    },
    get link() {
      return link;
    },
    wrote(next, records, events) {
      const commands = next.seq - counters.seq;
      counters = next;
      source.remember(records);
      void heads.apply(records, next.seq);
      tell({ ...touchedBy(events), wholeKinds: new Set(), records, pages: [], isOwn: true, commands });
    },
    async moved(next, ids, written) {
      const commands = next.seq - counters.seq;
      counters = next;
      await pages.reload();
      source.forget(ids);
      const bytes = written.map((page) => page.bytes);
      await heads.applyPages(bytes, next.seq);
      const kinds = new Set(written.map((page) => page.kind));
      tell({ ids: new Set(ids), kinds, wholeKinds: kinds, records: [], pages: bytes, isOwn: true, commands });
    },
    async pulled(next, nextLink, { rows, paged, pages: written, kinds }) {
      counters = next;
      link = nextLink;
      if (next.clock !== null) clock.observe(next.clock);
      const bytes = written.map((page) => page.bytes);
      if (written.length > 0) {
        await pages.reload();
        source.forget(paged);
        await heads.applyPages(bytes, next.seq);
      }
      source.forget(rows.flatMap((row) => (isGone(row) ? row.id : [])));
      source.remember(rows.filter(isHere));
      void heads.apply(rows, next.seq);
      const ids = new Set([...rows.map((row) => row.id), ...paged]);
      tell({ ids, kinds: new Set(kinds), wholeKinds: new Set(), records: rows, pages: bytes, isOwn: true, commands: 0 });
    },
    linked(next) {
      link = next;
      tell({ ids: new Set(), kinds: new Set(), wholeKinds: new Set(), records: [], pages: [], isOwn: true, commands: 0 });
    },
    async replaced() {
      await pages.reload();
      source.forgetAll();
      [counters, link] = [await metaOf(database, EMPTY_COUNTERS), await metaOf(database, NO_LINK)];
      const kinds = new Set(pages.manifest.pages.map((page) => page.kind));
      tell({ ids: new Set(), kinds, wholeKinds: kinds, records: [], pages: [], isOwn: true, commands: 0 });
    },
    async catchUp() {
      const [next, nextLink, rows] = await database.transaction('r', database.meta, database.outbox, async () => {
        const [now, linkNow] = await Promise.all([metaOf(database, EMPTY_COUNTERS), metaOf(database, NO_LINK)]);
        const since = now.seq === counters.seq ? [] : await database.outbox.where('seq').above(counters.seq).toArray();
        return [now, linkNow, since] as const;
      });
      if (next.generation !== counters.generation) return startOver(next, nextLink);
      const touched = touchedByRows(rows);
      const hasMoved = link.revision !== nextLink.revision;
      link = nextLink;
      if (rows.length === 0) {
        if (hasMoved) tell({ ...touched, records: [], pages: [], isOwn: false, commands: 0 });
        return touched;
      }
      if (touched.wholeKinds.size > 0) source.forgetAll();
      source.forget(touched.ids);
      // Pages first: what was written one by one is read as it is now, and so is never older.
      const batches = rows.some((row) => pagesOf(row).length > 0) ? await applyPages(rows, next.seq) : [];
      const records = await rowsNow([...new Set(rows.flatMap(changedOneByOne))]);
      await heads.apply(records, next.seq);
      counters = next;
      if (next.clock !== null) clock.observe(next.clock);
      tell({ ...touched, records, pages: batches, isOwn: false, commands: rows.filter((row) => !isPulled(row)).length });
      return touched;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** Everything was replaced: nothing in memory counts any more. */
  async function startOver(next: Counters, nextLink: LinkRow): Promise<Touched> {
    await pages.reload();
    source.forgetAll();
    await heads.load();
    [counters, link] = [next, nextLink];
    const kinds = new Set(pages.manifest.pages.map((page) => page.kind));
    const touched: Touched = { ids: new Set(), kinds, wholeKinds: kinds };
    tell({ ...touched, records: [], pages: [], isOwn: false, commands: 0 });
    return touched;
  }

  async function rowsNow(ids: readonly string[]): Promise<FreshRow[]> {
    const found = new Map((await source.many(ids)).map((record) => [record.id as string, record]));
    return ids.map((id): FreshRow => found.get(id) ?? { id, gone: true });
  }

  async function applyPages(rows: readonly OutboxRow[], seq: number): Promise<Uint8Array<ArrayBuffer>[]> {
    await pages.reload();
    const keys = rows.flatMap(pagesOf);
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
  return {
    ids: new Set(rows.flatMap(changedBy)),
    kinds: new Set(rows.flatMap(kindsOf)),
    wholeKinds: new Set(rows.flatMap((row) => (isBatch(row) ? row.kinds : []))),
  };
}
