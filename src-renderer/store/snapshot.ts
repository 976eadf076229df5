import type { Registry } from '#shared/model/capability.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { type Counters, EMPTY_COUNTERS, metaOf, type PageRow, type WorkspaceDatabase } from './database.ts';
import { raiseNumber } from './decision.ts';
import { NO_HEADS } from './heads/load-heads.ts';
import { infoOf, recordPages } from './pages/make-pages.ts';
import { changeManifest } from './pages/manifest.ts';

/** Records of a workspace at one moment, as pages: how a server sends them and how they are kept. */
export interface Snapshot {
  readonly pages: readonly PageRow[];
  /** The highest number given per kind. */
  readonly numbers: { readonly [kind: string]: number };
}

/** Packs records as a server does. */
export async function snapshotOf(registry: Registry, records: readonly RecordOf[]): Promise<Snapshot> {
  const numbers = new Map<string, number>();
  for (const record of records) raiseNumber(numbers, record, registry);
  return { pages: await recordPages(records, 0), numbers: Object.fromEntries(numbers) };
}

/** Puts a snapshot in the place of all records, in one transaction. Heads are made again by whoever holds them. */
export async function storeSnapshot(database: WorkspaceDatabase, { pages, numbers }: Snapshot): Promise<void> {
  const { fresh, events, heads, meta } = database;
  await database.transaction('rw', [database.pages, fresh, events, heads, meta], async () => {
    const before = await metaOf(database, EMPTY_COUNTERS);
    const counters: Counters = { ...before, numbers: { ...before.numbers, ...numbers }, generation: before.generation + 1 };
    await Promise.all([database.pages.clear(), fresh.clear(), events.clear(), heads.clear(), meta.put(NO_HEADS)]);
    await Promise.all([database.pages.bulkAdd([...pages]), changeManifest(database, () => pages.map(infoOf)), meta.put(counters)]);
  });
}
