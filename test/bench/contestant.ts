import type { RecordOf } from '#shared/model/record.ts';
import type { IncidentFields } from './dataset.ts';

export type BenchRecord = RecordOf<IncidentFields>;

/** The first fifty of an answer and how many there are in all. Contestants that disagree end the bench. */
export interface Shown {
  readonly ids: readonly string[];
  readonly total: number;
}

/**
 * One way to keep the same records on the same disk. Every method answers only when a person could see the result, and
 * every write only when it is where this contestant keeps what it calls saved.
 */
export interface Contestant {
  /** Opens the database, which may be empty or full. */
  open(): Promise<void>;
  /** Brings records into the form in which they would arrive; measured apart from the load. */
  pack?(records: readonly BenchRecord[]): Promise<void>;
  /** Everything at once, into an empty database. */
  load(records: readonly BenchRecord[]): Promise<void>;
  /** What it needs once after a load before queries are fast; not measured. */
  prepare?(): Promise<void>;
  /** What it needs before it can be written to; not measured. */
  signIn?(): Promise<void>;
  /** New records one by one, each saved before the next. */
  insert(records: readonly BenchRecord[]): Promise<void>;
  /** The newest fifty by `openedAt`. */
  firstList(): Promise<Shown>;
  /** Changes the title of one record, saves it, and reads back what a list would show. */
  command(id: string, title: string): Promise<string>;
  /** The records of a category that are not closed, by priority and then the oldest first. */
  filterAndSort(category: string): Promise<Shown>;
  /** How many records have both words in their title. */
  search(words: readonly [string, string]): Promise<number>;
  close(): Promise<void>;
}
