import { Dexie, type Table } from 'dexie';
import { hasWords, openByUrgency, pageSize, retitled } from '../answers.ts';
import type { BenchRecord, Contestant } from '../contestant.ts';

/** One row a record with the two indexes that the bench's questions ask for, as a careful application would have it. */
export function dexieRows(): Contestant {
  const database = new Dexie('rows', { chromeTransactionDurability: 'strict' }) as Dexie & { incidents: Table<BenchRecord, string> };
  database.version(1).stores({ incidents: 'id, fields.openedAt, fields.category' });
  const { incidents } = database;
  return {
    async open() {
      await database.open();
    },
    async load(records) {
      await incidents.bulkPut([...records]);
    },
    async insert(records) {
      for (const record of records) await incidents.add(record);
    },
    async firstList() {
      // oxlint-disable-next-line unicorn/no-array-reverse -- this is Dexie's collection, which is read backwards
      const newest = incidents.orderBy('fields.openedAt').reverse();
      const shown = await newest.limit(pageSize).toArray();
      return { ids: shown.map(({ id }) => id), total: await incidents.count() };
    },
    async command(id, title) {
      await database.transaction('rw', incidents, async () => {
        const record = await incidents.get(id);
        if (record) await incidents.put(retitled(record, title));
      });
      return (await incidents.get(id))?.fields.title ?? '';
    },
    filterAndSort: async (category) => openByUrgency(await incidents.where('fields.category').equals(category).toArray()),
    search: (words) => incidents.filter((record) => hasWords(record, words)).count(),
    close: () => Promise.resolve(database.close()),
  };
}
