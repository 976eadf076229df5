import { Dexie } from 'dexie';
import type { RecordEvent } from '#shared/model/record.ts';
import { EMPTY_MANIFEST, type FreshRow, isHere, metaOf, type PageInfo, type PageRow, type WorkspaceDatabase } from '../database.ts';
import type { HeadShape } from '../heads/head-shape.ts';
import { isTermCurrent } from '../leader.ts';
import { eventPages, infoOf, PAGE_SIZE, recordPages } from './make-pages.ts';
import { changeManifest } from './manifest.ts';
import { unpackJson } from './page-codec.ts';

/** Rows that wait to become pages, of one family: fresh records or recent events of a kind. */
interface Family<T> {
  readonly name: string;
  /** The ids of the rows, in order, one per row. */
  ids(): Promise<string[]>;
  rows(from: string, to: string): Promise<T[]>;
  remove(from: string, to: string): Promise<unknown>;
  /** Names what a row is about: of several, the last stands. */
  about(row: T): string;
  pages(rows: readonly T[], level: number): Promise<PageRow[]>;
}

/** A stretch of ids whose pages overlap each other and no others. */
interface Cluster {
  from: string;
  to: string;
  pages: PageInfo[];
  /** Rows lie in it. */
  touched: boolean;
}

/** Where more pages than this lie over each other, as after many large pulls, finding a record opens too many of them. */
const MOST_LEVELS = 6;

export interface FoldOptions {
  readonly term: number;
  /** From so many rows of a family on it is folded. */
  readonly threshold: number;
}

/**
 * Folds rows into pages, as a log-structured tree is compacted: the rows of a stretch of ids and the pages that lie
 * there become new pages, and the old ones go, in one transaction. A stretch that changes meanwhile waits for the next
 * time. Returns how many rows were folded.
 */
export async function fold(database: WorkspaceDatabase, shapes: readonly HeadShape[], options: FoldOptions): Promise<number> {
  let folded = 0;
  for (const shape of shapes) {
    folded += await foldFamily(database, recordsOf(database, shape), options);
    folded += await foldFamily(database, eventsOf(database, shape), options);
  }
  return folded;
}

async function foldFamily<T>(database: WorkspaceDatabase, family: Family<T>, { term, threshold }: FoldOptions): Promise<number> {
  const ids = await family.ids();
  const manifest = await metaOf(database, EMPTY_MANIFEST);
  const pages = manifest.pages.filter((page) => page.kind === family.name);
  let folded = 0;
  for (const cluster of clustersOf(pages, ids)) {
    const isDue = (cluster.touched && ids.length >= threshold) || new Set(cluster.pages.map(({ level }) => level)).size > MOST_LEVELS;
    if (isDue) folded += await foldCluster(database, family, cluster, term);
  }
  return folded;
}

async function foldCluster<T>(database: WorkspaceDatabase, family: Family<T>, { from, to, pages }: Cluster, term: number): Promise<number> {
  const oldestFirst = pages.toSorted((a, b) => a.level - b.level);
  const [rows, stored] = await database.transaction('r', database.fresh, database.events, database.pages, async () => [
    await family.rows(from, to),
    await database.pages.bulkGet(oldestFirst.map((page) => page.key)),
  ]);
  if ((rows.length === 0 && pages.length < 2) || stored.includes(undefined)) return 0;
  const old: T[] = [];
  for (const page of stored) if (page) old.push(...(await unpackJson<T[]>(page.bytes)));
  const level = Math.max(0, ...pages.map((page) => page.level));
  const made = await family.pages([...new Map([...old, ...rows].map((row) => [family.about(row), row])).values()], level);
  const expected = JSON.stringify(rows);
  const gone = new Set(pages.map((page) => page.key));

  return database.transaction('rw', [database.fresh, database.events, database.pages, database.meta], async () => {
    const manifest = await metaOf(database, EMPTY_MANIFEST);
    const here = new Set(manifest.pages.map((page) => page.key));
    const isUnchanged = pages.every((page) => here.has(page.key)) && JSON.stringify(await family.rows(from, to)) === expected;
    if (!isUnchanged || !(await isTermCurrent(database, term))) return 0;
    const named = made.map((page, i) => ({ ...page, key: `${family.name}:folded-${manifest.revision + 1}:${i}` }));
    await Promise.all([database.pages.bulkDelete([...gone]), database.pages.bulkAdd(named), family.remove(from, to)]);
    await changeManifest(database, (known) => [...known.filter((page) => !gone.has(page.key)), ...named.map(infoOf)]);
    return rows.length;
  });
}

/** Overlapping pages belong together; ids that lie on no page go to the cluster before them while it is small. */
function clustersOf(pages: readonly PageInfo[], ids: readonly string[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const page of pages.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = clusters.at(-1);
    if (last && page.from <= last.to) {
      last.pages.push(page);
      if (page.to > last.to) last.to = page.to;
    } else clusters.push({ from: page.from, to: page.to, pages: [page], touched: false });
  }
  const all: Cluster[] = [];
  let at = 0;
  let loose = 0;
  for (const id of ids) {
    while (at < clusters.length && (clusters[at]?.to ?? '') < id) {
      const passed = clusters[at++];
      if (passed) all.push(passed);
      loose = 0;
    }
    const inside = clusters[at];
    const last = all.at(-1);
    if (inside && inside.from <= id) inside.touched = true;
    else if (last && loose + sizeOf(last) < PAGE_SIZE * 2) {
      last.to = id;
      loose++;
      last.touched = true;
    } else {
      all.push({ from: id, to: id, pages: [], touched: true });
      loose = 1;
    }
  }
  return [...all, ...clusters.slice(at)];
}

const sizeOf = (cluster: Cluster) => cluster.pages.reduce((sum, page) => sum + page.count, 0);

function recordsOf(database: WorkspaceDatabase, { kind, prefix }: HeadShape): Family<FreshRow> {
  const { fresh } = database;
  const range = (from: string, to: string) => fresh.where('id').between(from, to, true, true);
  return {
    name: kind,
    ids: () => range(`${prefix}_`, `${prefix}\``).primaryKeys(),
    rows: (from, to) => range(from, to).toArray(),
    remove: (from, to) => range(from, to).delete(),
    about: (row) => row.id,
    pages: (rows, level) => recordPages(rows.filter(isHere), level),
  };
}

function eventsOf(database: WorkspaceDatabase, { kind, prefix }: HeadShape): Family<RecordEvent> {
  const range = (from: string, to: string) => database.events.where(':id').between([from, Dexie.minKey], [to, Dexie.maxKey], true, true);
  return {
    name: `${kind}/events`,
    ids: async () => (await range(`${prefix}_`, `${prefix}\``).primaryKeys()).map(([id]) => id),
    rows: (from, to) => range(from, to).toArray(),
    remove: (from, to) => range(from, to).delete(),
    about: (event) => `${event.recordId} ${event.version}`,
    pages: eventPages,
  };
}
