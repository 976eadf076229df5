import type { Json } from '#shared/kernel/json.ts';
import type { Head } from '#shared/model/head.ts';
import type { Query } from '#shared/model/query.ts';
import type { FreshRow } from '../database.ts';
import type { Page } from '../workspace.ts';

/** The questions about heads. They may be answered in a worker, so every answer is a promise. */
export interface Heads {
  /** Takes records as they are at `seq` of the log, or takes them out; what is applied later stands. */
  apply(rows: readonly FreshRow[], seq: number): Promise<void>;
  /** `within` limits the answer to these ids, in this order unless the query sorts. */
  page(query: Query, within?: readonly string[]): Promise<Page>;
  ids(query: Query, within?: readonly string[]): Promise<string[]>;
  tally(query: Query, column: string, within?: readonly string[]): Promise<Map<string, number>>;
  count(query: Query, within?: readonly string[]): Promise<number>;
  /** Heads by id, in the order of the ids; missing ones are left out. */
  byIds(ids: readonly string[]): Promise<Head[]>;
  /** Ids of the records of `kind` whose `field` names `id`, archived ones left out. */
  related(kind: string, field: string, id: string): Promise<string[]>;
}

/** Heads that live beside their database: they load themselves, follow by messages, and are kept on the disk now and then. */
export interface HeadsHost extends Heads {
  /** The end of the log that they know after loading, and how many records were not in what was kept on the disk. */
  load(): Promise<{ readonly seq: number; readonly taken: number }>;
  /** The same as `apply`, for whole pages of records as they are stored. */
  applyPages(pages: readonly Uint8Array<ArrayBuffer>[], seq: number): Promise<void>;
  /** Forgets everything and takes these pages instead. */
  replace(pages: readonly Uint8Array<ArrayBuffer>[], seq: number): Promise<void>;
  /** Keeps the heads on the disk, so that the next start reads them in one go. */
  persist(): Promise<void>;
  close(): Promise<void>;
}

/** A value of a column as a tally's key: lists count each of their members, empty is ''. */
export function tallyKeys(value: Json | undefined): string[] {
  if (value === null || value === undefined) return [''];
  if (Array.isArray(value)) return value.length === 0 ? [''] : value.map(plainText);
  return [plainText(value)];
}

const plainText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
