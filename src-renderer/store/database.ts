import { Dexie, type Table } from 'dexie';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Command, RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { FrozenTable } from './heads/head-table.ts';

/** One decided command as the log keeps it: who gave it and what it did. `seq` has no gaps. */
export interface LogEntry {
  readonly seq: number;
  readonly command: Command;
  readonly by: string;
  readonly events: readonly RecordEvent[];
}

/** A row of the outbox: one entry, or, after a bulk, a batch of them under the number of its last. */
export type OutboxRow = LogEntry | OutboxBatch;
export interface OutboxBatch {
  readonly seq: number;
  readonly first: number;
  /** Page families that the batch touched, and the pages that it wrote. */
  readonly kinds: readonly string[];
  readonly pages: readonly string[];
  /** gzip of the JSON array of its entries. */
  readonly batch: Uint8Array<ArrayBuffer>;
}
export const isBatch = (row: OutboxRow): row is OutboxBatch => 'batch' in row;

/** An immutable compressed page: about a thousand records of a kind, or events (`kind` is then `<kind>/events`). */
export interface PageRow extends PageInfo {
  /** gzip of a JSON array in the order of ids (events: of record id and version). */
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export interface PageInfo {
  readonly key: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Where pages overlap, the higher one is newer. */
  readonly level: number;
}

/** What the log has come to; written in the transaction of every command. */
export interface Counters {
  readonly key: 'counters';
  readonly seq: number;
  readonly numbers: { readonly [kind: string]: number };
  readonly clock: HybridTime | null;
  readonly savedAt: string | null;
  /** When the first of the commands was given that no server has yet. */
  readonly since: string | null;
  /** Rises when a snapshot takes the place of all records, which no command says. */
  readonly generation: number;
}
/** Which pages there are. `revision` rises with every change of them. */
export interface Manifest {
  readonly key: 'manifest';
  readonly revision: number;
  readonly pages: readonly PageInfo[];
}
export interface Identity {
  readonly key: 'identity';
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** The node name of this device in hybrid times. */
  readonly device: string;
  /** Names this log; a restored copy has another, so that a journal of what it replaced is not taken for its own. */
  readonly epoch: string;
}
export interface MetaRow {
  readonly key: string;
}

export interface AccountRow {
  readonly personId: string;
  readonly salt: string;
  readonly verifier: string;
  readonly parameters: { readonly N: number; readonly r: number; readonly p: number };
  readonly createdAt: string;
  readonly signedInAt: string | null;
  readonly failures: number;
  readonly lockedUntil: string | null;
}

export interface WorkspaceTables {
  readonly pages: Table<PageRow, string>;
  readonly fresh: Table<RecordOf, string>;
  readonly heads: Table<FrozenTable, string>;
  readonly outbox: Table<OutboxRow, number>;
  readonly events: Table<RecordEvent, [string, number]>;
  readonly meta: Table<MetaRow, string>;
  readonly accounts: Table<AccountRow, string>;
}
export type WorkspaceDatabase = Dexie & WorkspaceTables;

/** A Dexie database as all of ours are: strict, without a cache of its own, never opened behind our back. */
export const dexie = (name: string): Dexie =>
  new Dexie(name, {
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
    autoOpen: false,
    // Asked for now, and not when Dexie was loaded.
    ...(typeof indexedDB === 'undefined' ? {} : { indexedDB, IDBKeyRange }),
  });

/** Deletes a database and everything in it. */
export const dropDatabase = (name: string): Promise<void> => dexie(name).delete();

/**
 * The tables of one workspace. None has a secondary index: ids start with their kind, so a kind is a key range, and
 * every other question is answered by the heads. Every transaction is strict: committed means on disk. What is asked
 * before it is open waits; once it was closed or deleted it is not made anew behind our back.
 */
export function openDatabase(name: string): WorkspaceDatabase {
  const database = dexie(name);
  database.version(1).stores({
    pages: 'key',
    fresh: 'id',
    heads: 'kind',
    outbox: 'seq',
    events: '[recordId+version]',
    meta: 'key',
    accounts: 'personId',
  });
  // A failure to open is told to everyone who asks something of it.
  database.open().catch(() => undefined);
  return database as WorkspaceDatabase;
}

export const EMPTY_COUNTERS: Counters = { key: 'counters', seq: 0, numbers: {}, clock: null, savedAt: null, since: null, generation: 0 };
export const EMPTY_MANIFEST: Manifest = { key: 'manifest', revision: 0, pages: [] };

/** Rows of `meta` by their key; each key has one form. */
export async function metaOf<R extends MetaRow>(database: WorkspaceDatabase, empty: R): Promise<R> {
  return ((await database.meta.get(empty.key)) as R | undefined) ?? empty;
}
