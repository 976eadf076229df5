import { hasWords, newest, openByUrgency, retitled } from '../answers.ts';
import type { BenchRecord, Contestant } from '../contestant.ts';

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The transaction was aborted.')));
    transaction.addEventListener('error', () => reject(transaction.error ?? new Error('The transaction failed.')));
  });
const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')));
  });

/** IndexedDB itself: one row a record, no secondary index, strict durability for single writes. */
export function raw(): Contestant {
  let database: IDBDatabase;
  const read = () => database.transaction('incidents').objectStore('incidents');
  const write = (durability: IDBTransactionDurability) => database.transaction('incidents', 'readwrite', { durability });
  const all = () => answer(read().getAll() as IDBRequest<BenchRecord[]>);
  const one = (store: IDBObjectStore, id: string) => answer(store.get(id) as IDBRequest<BenchRecord | undefined>);
  return {
    async open() {
      const opening = indexedDB.open('raw', 1);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('incidents', { keyPath: 'id' }));
      database = await answer(opening);
    },
    async load(records) {
      const transaction = write('relaxed');
      const store = transaction.objectStore('incidents');
      for (const record of records) store.put(record);
      await done(transaction);
    },
    async insert(records) {
      for (const record of records) {
        const transaction = write('strict');
        transaction.objectStore('incidents').add(record);
        await done(transaction);
      }
    },
    firstList: async () => newest(await all()),
    async command(id, title) {
      const transaction = write('strict');
      const store = transaction.objectStore('incidents');
      const record = await one(store, id);
      if (!record) throw new Error(`${id} is not there`);
      store.put(retitled(record, title));
      await done(transaction);
      return (await one(read(), id))?.fields.title ?? '';
    },
    filterAndSort: async (category) => openByUrgency((await all()).filter(({ fields }) => fields.category === category)),
    async search(words) {
      let found = 0;
      const request = read().openCursor();
      await new Promise<void>((resolve, reject) => {
        request.addEventListener('error', () => reject(request.error ?? new Error('The cursor failed.')));
        request.addEventListener('success', () => {
          const cursor = request.result;
          if (!cursor) return resolve();
          if (hasWords(cursor.value as BenchRecord, words)) found += 1;
          cursor.continue();
        });
      });
      return found;
    },
    close: () => Promise.resolve(database.close()),
  };
}
