import type { Registry } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, RecordOf } from '#shared/model/record.ts';
import type { Link, Pending, Replica, ReplicaChange } from '#shared/sync/replica.ts';
import type { Counters, LinkRow, WorkspaceDatabase } from '../database.ts';
import type { Heads } from '../heads/heads-port.ts';
import type { Ledger, PulledStep } from '../ledger.ts';
import { eventPages, recordPages } from '../pages/make-pages.ts';
import type { RecordSource } from '../record-source.ts';
import { commitLink, commitPulled, NotLeading, type PulledWrite } from './commit-pulled.ts';
import { loadPages } from './load-pages.ts';
import { pendingLog } from './pending-log.ts';
import { rewritten } from './pulled-write.ts';
import type { Shadows } from './shadows.ts';

export interface ReplicaTools {
  readonly database: WorkspaceDatabase;
  readonly registry: Registry;
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly source: RecordSource;
  readonly heads: Heads;
  readonly shadows: Shadows;
  readonly resolveActor: (reader: Reader, personId: string) => Promise<Actor | undefined>;
  /** Runs one write of this window at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The term while this window leads. */
  readonly term: () => number | undefined;
  /** Shows what is in the place of all records now. */
  readonly onLoaded: () => Promise<void>;
}

/** From so many records on a step is written as pages. */
const AS_PAGES = 500;

/** The window's store as following a server needs it. Everything it writes is refused with `NotLeading` once another window leads. */
export function storeReplica(tools: ReplicaTools): Replica {
  const { database, registry, reader, ledger, source, heads, shadows, inTurn } = tools;
  const log = pendingLog(database);
  let looked: readonly Pending[] = [];

  const term = (): number => {
    const mine = tools.term();
    if (mine === undefined) throw new NotLeading();
    return mine;
  };
  const linked = (): Link => {
    const { link } = ledger.link;
    if (!link) throw new NotLeading();
    return link;
  };
  const rowOf = (link: Link): LinkRow => ({ ...ledger.link, link, revision: ledger.link.revision + 1 });

  async function writeOf(change: ReplicaChange, counters: Counters): Promise<PulledWrite & { readonly step: PulledStep }> {
    const ids = [...change.view.keys()];
    const seen = new Map((await source.many(ids.filter((id) => shadows.has(id)))).map((record) => [record.id as string, record]));
    const { rows, events, unhappened, confirmed, clock } = rewritten(change, { pending: looked, shadows, seen });
    const kinds = [...new Set(rows.flatMap((row) => ('gone' in row ? (registry.byId(row.id)?.kind ?? []) : row.kind)))];
    const rest = { kinds, unhappened, confirmed, clock, link: rowOf(change.link), predicted: change.predicted };
    const same = { ...rest, attention: change.attention, numbers: change.numbers };
    const records = rows.filter((row): row is RecordOf => !('gone' in row));
    if (records.length < AS_PAGES) return { ...same, rows, events, pages: [], paged: [], step: { rows, kinds, paged: [], pages: [] } };
    const level = counters.seq + 1;
    const pages = await recordPages(records, level);
    const gone = rows.filter((row) => 'gone' in row);
    const paged = records.map(({ id }) => id as string);
    return {
      ...same,
      rows: gone,
      events: [],
      pages: [...pages, ...(await eventPages(events, level))],
      paged,
      step: { rows: gone, kinds, paged, pages },
    };
  }

  return {
    registry,
    reader,
    actor: (personId, through) => tools.resolveActor(through, personId),
    look: () =>
      inTurn(async () => {
        await ledger.catchUp();
        await shadows.settle();
        const link = linked();
        const { seq } = ledger.counters;
        looked = await log.read(link, ledger.counters);
        return { link, basis: { seq, generation: ledger.link.revision }, pending: looked };
      }),
    async confirmed(ids) {
      const apart = ids.filter((id) => shadows.has(id));
      const rows = apart.length > 0 ? await database.confirmed.bulkGet(apart) : [];
      const known = new Map<string, RecordOf | null>(rows.flatMap((row) => (row ? [[row.id, row.record]] : [])));
      for (const record of await source.many(ids.filter((id) => !known.has(id)))) known.set(record.id, record);
      return new Map(ids.map((id) => [id, known.get(id) ?? null]));
    },
    async size() {
      const counts = await Promise.all(registry.kinds.map(({ kind }) => heads.count({ kind, archived: 'with' })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    commit: (basis, change) =>
      inTurn(async () => {
        const { step, ...write } = await writeOf(change, ledger.counters);
        const counters = await commitPulled(database, basis, term(), write);
        if (counters === 'behind') return 'behind';
        log.predict(change.predicted);
        shadows.change(write.confirmed);
        await ledger.pulled(counters, write.link, step);
        return 'written';
      }),
    relink: (basis, link, attention = []) =>
      inTurn(async () => {
        const row = rowOf(link);
        const outcome = await commitLink(database, basis, term(), { link: row, attention });
        if (outcome === 'written') ledger.linked(row);
        return outcome;
      }),
    heldPages: async (digests) =>
      new Set(
        await database.pages
          .where('key')
          .anyOf([...digests])
          .primaryKeys(),
      ),
    async keepPage({ digest, kind, from, to, count }, bytes) {
      await database.pages.put({ key: digest, kind, from, to, count, level: 0, bytes });
    },
    load: (manifest, link) =>
      inTurn(async () => {
        await loadPages(database, term(), manifest, rowOf(link));
        await tools.onLoaded();
      }),
  };
}
