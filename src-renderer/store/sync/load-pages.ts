import type { Manifest } from '#shared/sync/protocol.schema.ts';
import { type Counters, EMPTY_COUNTERS, type LinkRow, metaOf, type PageInfo, type WorkspaceDatabase } from '../database.ts';
import { NO_HEADS } from '../heads/load-heads.ts';
import { isTermCurrent } from '../leader.ts';
import { changeManifest } from '../pages/manifest.ts';
import { NotLeading } from './commit-pulled.ts';

/**
 * Puts the pages of a snapshot, which are here, in the place of all records, in one transaction. Tables are emptied and not
 * cleaned row by row. What waits to be sent and what waits for a person stays.
 */
export async function loadPages(database: WorkspaceDatabase, term: number, manifest: Manifest, link: LinkRow): Promise<void> {
  const { pages, fresh, events, heads, confirmed, meta } = database;
  const infos = manifest.pages.map(({ digest, kind, from, to, count }): PageInfo => ({ key: digest, kind, from, to, count, level: 0 }));
  const wanted = new Set(infos.map(({ key }) => key));
  await database.transaction('rw', [pages, fresh, events, heads, confirmed, meta], async () => {
    if (!(await isTermCurrent(database, term))) throw new NotLeading();
    const [before, here] = await Promise.all([metaOf(database, EMPTY_COUNTERS), pages.toCollection().primaryKeys()]);
    const held = new Set(here);
    if (infos.some(({ key }) => !held.has(key))) throw new Error('A page of the snapshot is not here');
    const counters: Counters = { ...before, numbers: manifest.numbers, generation: before.generation + 1 };
    await Promise.all([
      pages.bulkDelete(here.filter((key) => !wanted.has(key))),
      fresh.clear(),
      events.clear(),
      heads.clear(),
      confirmed.clear(),
      changeManifest(database, () => infos),
      meta.bulkPut([NO_HEADS, counters, link]),
    ]);
  });
}
