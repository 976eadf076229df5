import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Option } from '#shared/model/explain.ts';
import type { Head } from '#shared/model/head.ts';
import type { Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Draft } from '#shared/model/record.ts';

/** One window's view of a list: the heads asked for and how many there are in all. */
export interface Page {
  readonly heads: readonly Head[];
  readonly total: number;
}

/** What changed, in this window or another, after it was durable. */
export interface WorkspaceChange {
  readonly kinds: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

export interface BulkProgress {
  readonly done: number;
  readonly total: number;
}
export interface BulkReport {
  readonly accepted: number;
  /** Commands that led to no event, because the record was already so. */
  readonly unchanged: number;
  /** By position in the list that was given. */
  readonly refused: readonly { readonly index: number; readonly refusal: Refusal }[];
  readonly canceled: boolean;
}

/** How durable a workspace is right now, for the status bar: always in words, never guessed. */
export interface SaveState {
  /** Commands on this device that no server has yet. */
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
  readonly lastSavedAt: string | null;
  /** Set when the last write failed: what happened and what helps. Nothing that was said to be saved is affected. */
  readonly trouble: Refusal | null;
}

export interface UndoState {
  /** What Ctrl+Z would take back, in words; null when there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/**
 * The renderer's whole view of the data: one open workspace on this device. Every promise that resolves `ok` after a
 * write means: on disk. Any window may write; all windows hear of it.
 */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly registry: Registry;
  readonly reader: Reader;
  /** Null while nobody is signed in; commands are refused then. */
  readonly actor: Actor | null;

  /** Decides and stores; several drafts stand or fall together and are one undo step. */
  dispatch(drafts: Draft | readonly Draft[]): Promise<Result<Execution, Refusal>>;
  /** Many independent commands (imports): good ones stand, the others are reported. Chunked, cancelable, one undo step. */
  bulk(drafts: readonly Draft[], options?: { onProgress?: (progress: BulkProgress) => void; signal?: AbortSignal }): Promise<BulkReport>;
  /** A fresh id for a record that a draft will make. */
  newId(prefix: string): Draft['recordId'];

  page(query: Query): Promise<Page>;
  /** Ids of everything that a query answers, e.g. for 'select all'. */
  ids(query: Query): Promise<readonly string[]>;
  /** Number of records per value of a column (states of a board, counts in the rail). */
  tally(query: Query, column: string): Promise<ReadonlyMap<string, number>>;
  /** Full-text search over all kinds, best first. */
  search(text: string, options?: { kinds?: readonly string[]; limit?: number }): Promise<readonly Head[]>;
  /** What the signed-in person can do with a record now, and what is missing for the rest. */
  explain(id: string, seen?: string): Promise<readonly Option[]>;

  undo(): Promise<Result<Execution | null, Refusal>>;
  redo(): Promise<Result<Execution | null, Refusal>>;
  readonly undoState: UndoState;
  readonly saveState: SaveState;

  /** Called after changes are durable; also when `actor`, `undoState` or `saveState` change (with empty sets). */
  subscribe(listener: (change: WorkspaceChange) => void): () => void;

  /** The whole workspace as one file; restoring it gives an equal one. */
  backup(onProgress?: (progress: BulkProgress) => void): Promise<Uint8Array>;
  close(): Promise<void>;
}
