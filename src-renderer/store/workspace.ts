import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Option } from '#shared/model/explain.ts';
import type { Head } from '#shared/model/head.ts';
import type { Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Draft } from '#shared/model/record.ts';
import type { Sync } from './sync/sync.ts';

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
  /** Commands on this device that no server has confirmed yet. */
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
  readonly lastSavedAt: string | null;
  /** Set when the last write failed: what happened and what helps. Nothing that was said to be saved is affected. */
  readonly trouble: Refusal | null;
}

/** Whether the full-text index has been built, which happens in the background after a start. */
export interface SearchState {
  readonly isReady: boolean;
  readonly done: number;
  readonly total: number;
}

export interface UndoState {
  /** What Ctrl+Z would take back, in words; null when there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
}

/** Someone who can sign in on this device. */
export interface AccountInfo {
  readonly personId: string;
  /** The person's name, or their id if the record is not here. */
  readonly name: string;
  readonly signedInAt: string | null;
}

/**
 * Signing in on one laptop. It protects who did what: colleagues cannot act as each other. It does not encrypt the disk.
 * A session belongs to one window, outlives its reload and ends with it.
 */
export interface Accounts {
  list(): Promise<readonly AccountInfo[]>;
  /** Attempts are throttled: after three wrong ones the wait doubles each time, also across windows and restarts. */
  signIn(personId: string, passphrase: string): Promise<Result<Actor, Refusal>>;
  signOut(): Promise<void>;
  /** Gives a person an account or a new passphrase; needs the right to manage people, or that there is no account yet. */
  add(personId: string, passphrase: string): Promise<Result<AccountInfo, Refusal>>;
  /** Takes an account away; needs the right to manage people, and not one's own. */
  remove(personId: string): Promise<Result<null, Refusal>>;
  changePassphrase(current: string, next: string): Promise<Result<null, Refusal>>;
  /**
   * The first step of a new workspace: while there is no account, the system gives these commands, makes the first
   * account and signs it in. Afterwards it is refused.
   */
  found(drafts: readonly Draft[], account: { readonly personId: string; readonly passphrase: string }): Promise<Result<Actor, Refusal>>;
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
  readonly accounts: Accounts;

  /** Decides and stores; several drafts stand or fall together and are one undo step. */
  dispatch(drafts: Draft | readonly Draft[]): Promise<Result<Execution, Refusal>>;
  /** Many independent commands (imports): good ones stand, the others are reported. Chunked, cancelable, one undo step. */
  bulk(drafts: readonly Draft[], options?: { onProgress?: (progress: BulkProgress) => void; signal?: AbortSignal }): Promise<BulkReport>;
  /**
   * Takes over commands that were decided elsewhere, e.g. by a sample's script, as they are: only while the workspace
   * is empty and nobody has an account.
   */
  adopt(
    performed: readonly { readonly actor: Actor; readonly execution: Execution }[],
    onProgress?: (progress: BulkProgress) => void,
  ): Promise<Result<null, Refusal>>;
  /** A fresh id for a record that a draft will make. */
  newId(prefix: string): Draft['recordId'];

  page(query: Query): Promise<Page>;
  /** Ids of everything that a query answers, e.g. for 'select all'. */
  ids(query: Query): Promise<readonly string[]>;
  /** Number of records per value of a column (states of a board, counts in the rail). */
  tally(query: Query, column: string): Promise<ReadonlyMap<string, number>>;
  /** Full-text search over all kinds, best first. Until `searchState.isReady` it looks at labels and numbers only. */
  search(text: string, options?: { kinds?: readonly string[]; limit?: number }): Promise<readonly Head[]>;
  readonly searchState: SearchState;
  /** What the signed-in person can do with a record now, and what is missing for the rest. */
  explain(id: string, seen?: string): Promise<readonly Option[]>;

  undo(): Promise<Result<Execution | null, Refusal>>;
  redo(): Promise<Result<Execution | null, Refusal>>;
  readonly undoState: UndoState;
  readonly saveState: SaveState;
  /** Following a server: how it goes, what is on its way, and what waits for a person. */
  readonly sync: Sync;

  /** Called after changes are durable; also when `actor`, `undoState`, `saveState`, `searchState` or `sync` change (with empty sets). */
  subscribe(listener: (change: WorkspaceChange) => void): () => void;

  /** The whole workspace as one file; restoring it gives an equal one. */
  backup(onProgress?: (progress: BulkProgress) => void): Promise<Uint8Array>;
  close(): Promise<void>;
}
