import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { batches, openByUrgency, pageSize, retitled } from '../answers.ts';
import type { BenchRecord, Contestant } from '../contestant.ts';

const text = (maxLength: number) => ({ type: 'string', maxLength });

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: text(40),
    kind: { type: 'string' },
    number: { type: 'string' },
    state: { type: 'string' },
    lifecycleVersion: { type: 'number' },
    version: { type: 'number' },
    archivedAt: { type: ['string', 'null'] },
    createdAt: { type: 'string' },
    createdBy: { type: 'string' },
    updatedAt: { type: 'string' },
    updatedBy: { type: 'string' },
    externalId: { type: 'string' },
    stamp: { type: 'string' },
    stamps: { type: 'object' },
    fields: {
      type: 'object',
      properties: {
        title: { type: 'string' },
        description: { type: 'string' },
        priority: { type: 'string' },
        category: text(30),
        openedAt: text(30),
      },
      required: ['openedAt', 'category'],
    },
  },
  required: ['id', 'fields'],
  indexes: ['fields.openedAt', 'fields.category'],
};

/** RxDB on its free browser storage (Dexie), without schema validation, which is its fastest free setting. */
export function rxdb(): Contestant {
  let database: RxDatabase<BenchRecord>;
  let incidents: RxCollection<BenchRecord>;
  const read = async (query: object) => (await incidents.find(query).exec()).map((found) => found.toJSON());
  const one = async (id: string) => {
    const found = await incidents.findOne(id).exec();
    if (!found) throw new Error(`${id} is not there`);
    return found;
  };
  return {
    async open() {
      database = await createRxDatabase<BenchRecord>({ name: 'rxdb', storage: getRxStorageDexie(), multiInstance: false });
      ({ incidents } = await database.addCollections({ incidents: { schema } }));
    },
    async load(records) {
      for (const batch of batches(records, 5000)) {
        const { error } = await incidents.bulkInsert(batch);
        if (error.length > 0) throw new Error(`RxDB refused ${error.length} records`);
      }
    },
    async insert(records) {
      for (const record of records) await incidents.insert(record);
    },
    async firstList() {
      const shown = await read({ sort: [{ 'fields.openedAt': 'desc' }], limit: pageSize });
      return { ids: shown.map(({ id }) => id), total: await incidents.count().exec() };
    },
    async command(id, title) {
      await (await one(id)).incrementalModify((record) => retitled(record, title));
      return (await one(id)).toJSON().fields.title;
    },
    filterAndSort: async (category) => openByUrgency(await read({ selector: { 'fields.category': category } })),
    search: async ([first, second]) =>
      (await read({ selector: { $and: [first, second].map((word) => ({ 'fields.title': { $regex: word, $options: 'i' } })) } })).length,
    async close() {
      await database.close();
    },
  };
}
