import { Dexie } from 'dexie';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import type { Attention, Basis, Prediction } from '#shared/sync/replica.ts';
import {
  type ConfirmedRow,
  type Counters,
  EMPTY_COUNTERS,
  type FreshRow,
  type LinkRow,
  metaOf,
  NO_LINK,
  type PageRow,
  type PulledRow,
  type WorkspaceDatabase,
} from '../database.ts';
import { isTermCurrent } from '../leader.ts';
import { changeManifest } from '../pages/manifest.ts';
import { infoOf } from '../pages/make-pages.ts';

/** Another window leads by now: what this one thought out must not be written. */
export class NotLeading extends Error {
  override name = 'NotLeading';
}

/** One step of following a server, in the form in which it is stored. */
export interface PulledWrite {
  readonly link: LinkRow;
  /** Records one by one, or as pages when there are many. */
  readonly rows: readonly FreshRow[];
  readonly pages: readonly PageRow[];
  readonly paged: readonly string[];
  readonly kinds: readonly string[];
  readonly events: readonly RecordEvent[];
  /** From which version on events that were predicted go. */
  readonly unhappened: readonly (readonly [id: string, version: number])[];
  readonly confirmed: { readonly put: readonly ConfirmedRow[]; readonly drop: readonly string[] };
  readonly predicted: readonly Prediction[];
  readonly attention: readonly Attention[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly clock: HybridTime | undefined;
}

/** Writes it whole, unless anything was written since `basis`, or another window leads. */
export async function commitPulled(
  database: WorkspaceDatabase,
  basis: Basis,
  term: number,
  write: PulledWrite,
): Promise<Counters | 'behind'> {
  const { outbox, events, fresh, pages, meta, confirmed, predicted, attention } = database;
  return database.transaction('rw', [outbox, events, fresh, pages, meta, confirmed, predicted, attention], async () => {
    const before = await current(database, basis, term);
    if (!before) return 'behind';
    const { link, rows, paged } = write;
    const counters = countersAfter(before, write);
    // Windows follow pages of records; those of events wait to be read.
    const kinds = new Set(write.kinds);
    const row: PulledRow = {
      seq: counters.seq,
      pulled: [...rows.map(({ id }) => id), ...paged],
      gone: rows.flatMap((one) => ('gone' in one ? one.id : [])),
      kinds: write.kinds,
      pages: write.pages.filter(({ kind }) => kinds.has(kind)).map(({ key }) => key),
    };
    const isHere = paged.length > 0 ? new Set(await fresh.toCollection().primaryKeys()) : new Set<string>();
    await Promise.all([
      ...write.unhappened.map(([id, version]) => events.where(':id').between([id, version], [id, Dexie.maxKey], true, true).delete()),
      fresh.bulkPut([...rows]),
      fresh.bulkDelete(paged.filter((id) => isHere.has(id))),
      confirmed.bulkPut([...write.confirmed.put]),
      confirmed.bulkDelete([...write.confirmed.drop]),
      predicted
        .where('seq')
        .belowOrEqual(link.link?.done ?? 0)
        .delete(),
      putNew(database, write.attention),
      outbox.add(row),
      meta.bulkPut([counters, link]),
    ]);
    await Promise.all([
      events.bulkPut([...write.events]),
      predicted.bulkPut([...write.predicted]),
      ...(write.pages.length > 0
        ? [pages.bulkAdd([...write.pages]), changeManifest(database, (known) => [...known, ...write.pages.map(infoOf)])]
        : []),
    ]);
    return counters;
  });
}

/** Only the link and what waits for a person. */
export async function commitLink(
  database: WorkspaceDatabase,
  basis: Basis,
  term: number,
  { link, attention }: Pick<PulledWrite, 'link' | 'attention'>,
): Promise<'written' | 'behind'> {
  return database.transaction('rw', database.meta, database.attention, async () => {
    if (!(await current(database, basis, term))) return 'behind';
    await Promise.all([database.meta.put(link), putNew(database, attention)]);
    return 'written';
  });
}

async function current(database: WorkspaceDatabase, basis: Basis, term: number): Promise<Counters | undefined> {
  if (!(await isTermCurrent(database, term))) throw new NotLeading();
  const [counters, { revision }] = await Promise.all([metaOf(database, EMPTY_COUNTERS), metaOf(database, NO_LINK)]);
  return counters.seq === basis.seq && revision === basis.generation ? counters : undefined;
}

/** What is there already, or was settled, is not made again. */
async function putNew({ attention }: WorkspaceDatabase, items: readonly Attention[]): Promise<void> {
  if (items.length === 0) return;
  const known = await attention.bulkGet(items.map(({ id }) => id));
  await attention.bulkPut(items.filter((_, i) => !known[i]));
}

function countersAfter(before: Counters, { numbers, clock }: PulledWrite): Counters {
  return {
    ...before,
    seq: before.seq + 1,
    numbers: { ...before.numbers, ...Object.fromEntries(numbers) },
    clock: clock !== undefined && (before.clock === null || clock > before.clock) ? clock : before.clock,
  };
}
