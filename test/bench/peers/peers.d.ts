/** The part of each peer that the bench uses. They are installed by the bench only, and the check must not need them. */
declare module 'pouchdb-browser' {
  interface Found<T> {
    readonly docs: readonly T[];
  }
  interface Row<T> {
    readonly doc?: T;
  }
  export default class PouchDB<T extends { readonly _id: string }> {
    static plugin(plugin: unknown): void;
    constructor(name: string, options?: { readonly auto_compaction?: boolean });
    bulkDocs(documents: readonly T[]): Promise<unknown>;
    put(document: T): Promise<unknown>;
    get(id: string): Promise<T>;
    info(): Promise<{ readonly doc_count: number }>;
    allDocs(options: {
      readonly include_docs: boolean;
      readonly startkey?: string;
      readonly endkey?: string;
    }): Promise<{ readonly rows: readonly Row<T>[] }>;
    createIndex(index: { readonly index: { readonly fields: readonly string[] } }): Promise<unknown>;
    find(request: { readonly selector: object; readonly sort?: readonly object[]; readonly limit?: number }): Promise<Found<T>>;
    close(): Promise<void>;
  }
}
declare module 'pouchdb-find' {
  const plugin: unknown;
  export default plugin;
}
declare module 'rxdb/plugins/core' {
  export interface Query<T> {
    exec(): Promise<readonly RxDocument<T>[]>;
  }
  export interface RxDocument<T> {
    toJSON(): T;
    incrementalModify(change: (value: T) => T): Promise<unknown>;
  }
  export interface RxCollection<T> {
    bulkInsert(documents: readonly T[]): Promise<{ readonly error: readonly unknown[] }>;
    insert(document: T): Promise<unknown>;
    find(query?: object): Query<T>;
    findOne(id: string): { exec(): Promise<RxDocument<T> | null> };
    count(query?: object): { exec(): Promise<number> };
  }
  export interface RxDatabase<T> {
    addCollections(schemas: object): Promise<{ readonly incidents: RxCollection<T> }>;
    close(): Promise<unknown>;
  }
  export function createRxDatabase<T>(options: {
    readonly name: string;
    readonly storage: unknown;
    readonly multiInstance: boolean;
  }): Promise<RxDatabase<T>>;
}
declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(): unknown;
}
