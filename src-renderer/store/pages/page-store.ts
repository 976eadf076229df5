import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { EMPTY_MANIFEST, type Manifest, metaOf, type PageInfo, type WorkspaceDatabase } from '../database.ts';
import { lru } from '../lru.ts';
import { groupBy } from './group.ts';
import { unpackJson } from './page-codec.ts';

/** A page that was named by the manifest and is gone: another window folded it away. Reload and ask again. */
export class PageGone extends Error {
  override name = 'PageGone';
}

/** Finds and opens pages. Knows one revision of the manifest at a time. */
export interface PageStore {
  readonly manifest: Manifest;
  reload(): Promise<void>;
  /** Pages of a family whose range holds the id, newest first. */
  holding(family: string, id: string): PageInfo[];
  /** Pages of kinds that this version does not know, whose range holds the id. */
  ofOtherKinds(known: { has(kind: string): boolean }, id: string): PageInfo[];
  /** The records of a page by id. Throws `PageGone`. */
  records(info: PageInfo): Promise<ReadonlyMap<string, RecordOf>>;
  /** The events of a page by record id. Throws `PageGone`. */
  events(info: PageInfo): Promise<ReadonlyMap<string, readonly RecordEvent[]>>;
}

/** A few decoded pages stay in memory: a page is opened in some milliseconds. */
const KEPT = 24;

export async function pageStore(database: WorkspaceDatabase): Promise<PageStore> {
  let manifest = await metaOf(database, EMPTY_MANIFEST);
  let families = byFamily(manifest);
  const opened = lru<string, Promise<unknown>>(KEPT);

  const open = async <T>(info: PageInfo, shape: (rows: readonly never[]) => T): Promise<T> => {
    const known = opened.get(info.key) as Promise<T> | undefined;
    if (known) return known;
    const loading = (async () => {
      const row = await database.pages.get(info.key);
      if (!row) throw new PageGone(info.key);
      return shape(await unpackJson<readonly never[]>(row.bytes));
    })();
    opened.set(info.key, loading);
    loading.catch(() => opened.delete(info.key));
    return loading;
  };

  return {
    get manifest() {
      return manifest;
    },
    async reload() {
      manifest = await metaOf(database, EMPTY_MANIFEST);
      families = byFamily(manifest);
    },
    holding: (family, id) => (families.get(family) ?? []).filter((page) => page.from <= id && id <= page.to),
    ofOtherKinds: (known, id) =>
      manifest.pages
        .filter(({ kind, from, to }) => from <= id && id <= to && !known.has(kind) && !kind.endsWith('/events'))
        .toSorted((a, b) => b.level - a.level),
    records: (info) => open(info, (rows: readonly RecordOf[]) => new Map(rows.map((record) => [record.id as string, record]))),
    events: (info) => open(info, (rows: readonly RecordEvent[]) => groupBy(rows, (event) => event.recordId as string)),
  };
}

function byFamily(manifest: Manifest): Map<string, PageInfo[]> {
  const newestFirst = manifest.pages.toSorted((a, b) => b.level - a.level);
  return groupBy(newestFirst, (page) => page.kind);
}
