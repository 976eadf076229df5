import type { RecordOf } from '#shared/model/record.ts';
import { metaOf, openDatabase, type WorkspaceDatabase } from '../database.ts';
import { unpackJson } from '../pages/page-codec.ts';
import { slices } from '../slices.ts';
import type { HeadShape } from './head-shape.ts';
import type { FrozenTable } from './head-table.ts';
import { HeadsEngine } from './heads-engine.ts';
import type { HeadsHost } from './heads-port.ts';
import { type HeadsMark, loadHeads, NO_HEADS } from './load-heads.ts';

const USUAL_ORDERS = ['number', 'label', 'updatedAt'];

/** The heads of one workspace with their own connection to its database; runs in a worker, or where it is asked. */
export function openHeadsHost(databaseName: string, shapes: readonly HeadShape[], shared?: WorkspaceDatabase): HeadsHost {
  const database = shared ?? openDatabase(databaseName);
  let engine = new HeadsEngine(shapes);
  let known = 0;
  /** Set while everything is being replaced; what changes meanwhile goes into both. */
  let replacing: HeadsEngine | undefined;
  const persisted = new Map<string, number>();
  /** Whole pages are taken in slices, one after the other; nobody writes while they are. */
  let takingPages: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const mine = takingPages.then(work);
    takingPages = mine.catch(() => undefined);
    return mine;
  };

  const takePages = async (pages: readonly Uint8Array<ArrayBuffer>[], into: HeadsEngine) => {
    const slice = slices();
    for (const page of pages) {
      const records = await unpackJson<readonly RecordOf[]>(page);
      for (let i = 0; i < records.length; i += 250) {
        into.apply(records.slice(i, i + 250));
        await slice();
      }
    }
  };

  const freezeChanged = async (): Promise<FrozenTable[]> => {
    const slice = slices();
    const frozen: FrozenTable[] = [];
    for (const table of engine.tables) {
      if ((table.size === 0 && table.revision === 0) || persisted.get(table.shape.kind) === table.revision) continue;
      const { revision } = table;
      // The usual orders are worked out here once, so that no later start has to.
      for (const name of USUAL_ORDERS) {
        table.column(name)?.ranks.byCode();
        await slice();
      }
      frozen.push(await table.freeze(slice));
      persisted.set(table.shape.kind, revision);
    }
    return frozen;
  };

  return {
    async load() {
      const loaded = await loadHeads(database, shapes);
      engine = loaded.engine;
      known = loaded.seq;
      // A table that was read and not changed since is on the disk as it is.
      for (const { shape } of engine.tables) persisted.set(shape.kind, 0);
      return { seq: loaded.seq, taken: loaded.taken };
    },
    async apply(rows, seq) {
      engine.apply(rows);
      replacing?.apply(rows);
      known = Math.max(known, seq);
    },
    applyPages: (pages, seq) =>
      inOrder(async () => {
        await takePages(pages, engine);
        known = Math.max(known, seq);
      }),
    replace: (pages, seq) =>
      inOrder(async () => {
        replacing = new HeadsEngine(shapes);
        await takePages(pages, replacing);
        engine = replacing;
        replacing = undefined;
        known = seq;
        persisted.clear();
      }),
    page: async (query, within) => engine.page(query, within),
    ids: async (query, within) => engine.ids(query, within),
    tally: async (query, column, within) => engine.tally(query, column, within),
    count: async (query, within) => engine.count(query, within),
    byIds: async (ids) => engine.byIds(ids),
    related: async (kind, field, id) => engine.related(kind, field, id),
    async persist() {
      await takingPages;
      const seq = known;
      const frozen = await freezeChanged();
      await database.transaction('rw', database.heads, database.meta, async () => {
        if ((await metaOf(database, NO_HEADS)).seq > seq) return;
        const mark: HeadsMark = { key: 'heads', seq };
        await Promise.all([database.heads.bulkPut(frozen), database.meta.put(mark)]);
      });
    },
    async close() {
      if (!shared) database.close();
    },
  };
}
