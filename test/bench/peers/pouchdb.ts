import PouchDB from 'pouchdb-browser';
import find from 'pouchdb-find';
import { batches, hasWords, openByUrgency, pageSize, retitled } from '../answers.ts';
import type { BenchRecord, Contestant } from '../contestant.ts';

type Document = BenchRecord & { readonly _id: string };

PouchDB.plugin(find);
const document = (record: BenchRecord): Document => ({ ...record, _id: record.id });

/** PouchDB on IndexedDB, with Mango indexes for the list and the filter, built once after the load. */
export function pouchdb(): Contestant {
  const database = new PouchDB<Document>('pouchdb', { auto_compaction: true });
  const all = async () =>
    (await database.allDocs({ include_docs: true, startkey: 'inc_', endkey: 'inc_\uffff' })).rows.flatMap(({ doc }) => doc ?? []);
  const newest = (limit: number) =>
    database.find({ selector: { 'fields.openedAt': { $gt: null } }, sort: [{ 'fields.openedAt': 'desc' }], limit });
  return {
    async open() {
      await database.info();
      await database.createIndex({ index: { fields: ['fields.openedAt'] } });
      await database.createIndex({ index: { fields: ['fields.category'] } });
    },
    async load(records) {
      for (const batch of batches(records, 5000)) await database.bulkDocs(batch.map(document));
    },
    async prepare() {
      await newest(1);
      await database.find({ selector: { 'fields.category': 'none' }, limit: 1 });
    },
    async insert(records) {
      for (const record of records) await database.put(document(record));
    },
    async firstList() {
      const { docs } = await newest(pageSize);
      // Its two index definitions are documents too.
      return { ids: docs.map(({ id }) => id), total: (await database.info()).doc_count - 2 };
    },
    async command(id, title) {
      const record = await database.get(id);
      await database.put({ ...record, ...retitled(record, title) });
      return (await database.get(id)).fields.title;
    },
    async filterAndSort(category) {
      const { docs } = await database.find({ selector: { 'fields.category': category }, limit: 1_000_000 });
      return openByUrgency(docs);
    },
    search: async (words) => (await all()).filter((record) => hasWords(record, words)).length,
    close: () => database.close(),
  };
}
