import { Dexie, type Table } from 'dexie';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Command, RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Attention, Link, Prediction } from '#shared/sync/replica.ts';
import type { FrozenTable } from './heads/head-table.ts';

/** One decided command as the log keeps it: who gave it and what it did. `seq` has no gaps. */
export interface LogEntry {
  readonly seq: number;
  readonly command: Command;
  readonly by: string;
  readonly events: readonly RecordEvent[];
}

/**
 * A row of the outbox: one entry, or, after a bulk, a batch of them under the number of its last, or a place where
 * something came from the server, so that windows follow that too.
 */
export type OutboxRow = LogEntry | OutboxBatch | PulledRow;
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

/** One step of following a server. It is no command: it says which records are otherwise since. */
export interface PulledRow {
  readonly seq: number;
  readonly pulled: readonly string[];
  /** Those that are out of sight now. */
  readonly gone: readonly string[];
  readonly kinds: readonly string[];
  /** The pages that it wrote; none when its records are rows of their own. */
  readonly pages: readonly string[];
}
export const isPulled = (row: OutboxRow): row is PulledRow => 'pulled' in row;

/** A row of `fresh`: a record, or what hides one that a page still has, until folding takes it out of there. */
export type FreshRow = RecordOf | GoneRow;
export interface GoneRow {
  readonly id: string;
  readonly gone: true;
}
export const isGone = (row: FreshRow): row is GoneRow => 'gone' in row;
export const isHere = (row: FreshRow): row is RecordOf => !isGone(row);

/** A record as the server has it, kept while commands are on their way that changed it here; null where it has none. */
export interface ConfirmedRow {
  readonly id: string;
  readonly record: RecordOf | null;
}
/** An item that waits for a person, or, so that it is not made again, that one was settled. */
export type AttentionRow = Attention | { readonly id: string; readonly settledAt: string };
/** The row of `meta` that makes a workspace follow a server. */
export interface LinkRow {
  readonly key: 'link';
  readonly link: Link | null;
  /** Rises with every change of it, so that a step that was thought out on an earlier one is not written. */
  readonly revision: number;
  /** Where the server is, for the person's eyes: requests go through the host. */
  readonly url: string;
  /** What the server calls this device. */
  readonly deviceName: string;
}
export const NO_LINK: LinkRow = { key: 'link', link: null, revision: 0, url: '', deviceName: '' };

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
  /** Rises when a snapshot takes the place of all records, or a server begins or ends to be followed: no command says that. */
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
  readonly fresh: Table<FreshRow, string>;
  readonly heads: Table<FrozenTable, string>;
  readonly outbox: Table<OutboxRow, number>;
  readonly events: Table<RecordEvent, [string, number]>;
  readonly meta: Table<MetaRow, string>;
  readonly accounts: Table<AccountRow, string>;
  readonly confirmed: Table<ConfirmedRow, string>;
  /** What a command on its way would do now, where that is no longer what it did when it was given. */
  readonly predicted: Table<Prediction, number>;
  readonly attention: Table<AttentionRow, string>;
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
  // A newer form only adds tables: to change one, or to give it an index, would block opening.
  database.version(2).stores({ confirmed: 'id', predicted: 'seq', attention: 'id' });
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
