import type { RecordOf } from '#shared/model/record.ts';
import { EMPTY_MANIFEST, type FreshRow, isGone, metaOf, openDatabase, type WorkspaceDatabase } from '../database.ts';
import type { HeadShape } from '../heads/head-shape.ts';
import { fold } from '../pages/fold.ts';
import { unpackJson } from '../pages/page-codec.ts';
import { slices } from '../slices.ts';
import type { Background } from './background-port.ts';
import { searchIndex } from './search-index.ts';

/** Indexing and folding with their own connection to the database; in a worker, or where it is asked. */
export function openBackgroundHost(databaseName: string, shapes: readonly HeadShape[], shared?: WorkspaceDatabase): Background {
  const database = shared ?? openDatabase(databaseName);
  const index = searchIndex(shapes);
  const kinds = new Set(shapes.map((shape) => shape.kind));
  let total = 0;
  let isClosed = false;

  const take = async (rows: readonly FreshRow[], slice: () => Promise<void>) => {
    for (const row of rows) {
      if (isGone(row)) index.remove(row.id);
      else index.put(row);
      await slice();
    }
  };
  /** While the index is built, what was heard of meanwhile is newer. */
  const takeNew = async (rows: readonly FreshRow[], slice: () => Promise<void>) => {
    for (const row of rows) {
      if (!index.has(row.id)) await take([row], slice);
    }
  };

  return {
    async index() {
      const slice = slices(12);
      const [pages, fresh] = await database.transaction('r', database.meta, database.fresh, async () => [
        (await metaOf(database, EMPTY_MANIFEST)).pages.filter((page) => kinds.has(page.kind)),
        await database.fresh.toArray(),
      ]);
      total = fresh.length + pages.reduce((sum, page) => sum + page.count, 0);
      await takeNew(fresh, slice);
      // Newest pages first: what is indexed already is not indexed again.
      for (const { key } of pages.toSorted((a, b) => b.level - a.level)) {
        if (isClosed) return;
        const page = await database.pages.get(key);
        if (page) await takeNew(await unpackJson<readonly RecordOf[]>(page.bytes), slice);
      }
    },
    progress: async () => ({ done: Math.min(index.size, total), total }),
    update: async (rows) => take(rows, async () => undefined),
    async updatePages(pages) {
      const slice = slices(12);
      for (const page of pages) await take(await unpackJson<readonly RecordOf[]>(page), slice);
    },
    search: async (text, wanted) => index.search(text, wanted),
    fold: (term, threshold) => fold(database, shapes, { term, threshold }),
    async close() {
      isClosed = true;
      if (!shared) database.close();
    },
  };
}
