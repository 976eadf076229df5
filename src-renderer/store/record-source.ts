import { Dexie } from 'dexie';
import type { Registry } from '#shared/model/capability.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { upcastEvent, upcastRecord } from '#shared/model/upcast.ts';
import { type FreshRow, isGone, metaOf, type WorkspaceDatabase } from './database.ts';
import { lru } from './lru.ts';
import { NO_REVISION } from './pages/manifest.ts';
import { PageGone, type PageStore } from './pages/page-store.ts';

/** Single records and histories from disk: fresh, else the newest page that has it. */
export interface RecordSource {
  get(id: string): Promise<RecordOf | undefined>;
  many(ids: readonly string[]): Promise<RecordOf[]>;
  history(id: string): Promise<RecordEvent[]>;
  /** Takes note of what was just written here, or forgets what another window wrote. */
  remember(records: readonly RecordOf[]): void;
  forget(ids: Iterable<string>): void;
  forgetAll(): void;
  /** An id that was made here a moment ago: nobody can have written it yet, so nobody has to look. */
  isUnborn(id: string): void;
}

const KEPT = 4_000;
const ATTEMPTS = 5;

export function recordSource(database: WorkspaceDatabase, pages: PageStore, registry: Registry): RecordSource {
  const cache = lru<string, RecordOf>(KEPT);
  const unborn = lru<string, true>(KEPT);
  /** Counts what was forgotten, so that an answer that was under way is not kept afterwards. */
  let forgotten = 0;
  const familyOf = (id: string) => registry.byId(id)?.kind ?? '';
  const upcast = (record: RecordOf) => (registry.has(record.kind) ? upcastRecord(registry.of(record.kind), record) : record);

  const fromPages = async (id: string): Promise<RecordOf | undefined> => {
    for (const page of registry.byId(id) ? pages.holding(familyOf(id), id) : pages.ofOtherKinds(registry, id)) {
      const record = (await pages.records(page)).get(id);
      if (record) return record;
    }
    return undefined;
  };

  /** Fresh rows and the revision of the pages are read at one moment; pages never change, they only go away. */
  const load = async (ids: readonly string[]): Promise<(FreshRow | undefined)[]> =>
    again(pages, async () => {
      const rows = await database.transaction('r', database.fresh, database.meta, async () => {
        const found = await database.fresh.bulkGet([...ids]);
        if (found.every(Boolean)) return found;
        return { found, revision: (await metaOf(database, NO_REVISION)).revision };
      });
      if (Array.isArray(rows)) return rows;
      if (rows.revision !== pages.manifest.revision) await pages.reload();
      return Promise.all(rows.found.map(async (row, i) => row ?? fromPages(ids[i] ?? '')));
    });

  const many = async (ids: readonly string[]): Promise<RecordOf[]> => {
    const known = new Map<string, RecordOf>();
    for (const id of ids) {
      const record = cache.get(id);
      if (record) known.set(id, record);
    }
    const missing = [...new Set(ids)].filter((id) => !known.has(id) && !unborn.get(id));
    if (missing.length > 0) {
      const before = forgotten;
      // In the order of ids, so that each page is opened once.
      for (const row of await load(missing.toSorted())) {
        if (!row || isGone(row)) continue;
        const record = upcast(row);
        known.set(record.id, record);
        if (before === forgotten) cache.set(record.id, record);
      }
    }
    return ids.flatMap((id) => known.get(id) ?? []);
  };

  return {
    get: async (id) => cache.get(id) ?? (await many([id]))[0],
    many,
    async history(id) {
      const definition = registry.byId(id);
      return again(pages, async () => {
        const [rows, current] = await database.transaction('r', database.events, database.meta, () =>
          Promise.all([
            database.events.where(':id').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
            metaOf(database, NO_REVISION),
          ]),
        );
        if (current.revision !== pages.manifest.revision) await pages.reload();
        const events = new Map<number, RecordEvent>();
        for (const page of pages.holding(`${familyOf(id)}/events`, id).toReversed())
          for (const event of (await pages.events(page)).get(id) ?? []) events.set(event.version, event);
        for (const event of rows) events.set(event.version, event);
        // What a command would have done that was refused since may still be in a page, above the record's version.
        const version = (await many([id]))[0]?.version ?? 0;
        const ordered = [...events.values()].filter((event) => event.version <= version).toSorted((a, b) => a.version - b.version);
        return definition ? ordered.map((event) => upcastEvent(definition, event)) : ordered;
      });
    },
    remember(records) {
      forgotten++;
      for (const record of records) {
        cache.set(record.id, record);
        unborn.delete(record.id);
      }
    },
    forget(ids) {
      forgotten++;
      for (const id of ids) {
        cache.delete(id);
        unborn.delete(id);
      }
    },
    isUnborn: (id) => unborn.set(id, true),
    forgetAll() {
      forgotten++;
      cache.clear();
      unborn.clear();
    },
  };
}

async function again<T>(pages: PageStore, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof PageGone) || attempt === ATTEMPTS) throw error;
      await pages.reload();
    }
  }
}
