import type { Output } from '#shared/contract/contract.ts';
import type { Answer } from '#shared/contract/define.ts';

/** Facts for the log: names, codes, ids and counts. Never inputs, never secrets, never what a person wrote. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  info(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts, cause?: unknown): void;
}

export interface JournalEntry {
  readonly clientSeq: number;
  readonly line: string;
}

/** The durable copy of a workspace's outbox. `append` resolves once the lines are on the disk. */
export interface JournalStore {
  append(workspaceId: string, firstSeq: number, lines: readonly string[]): Promise<number>;
  read(workspaceId: string, after: number, limit: number): Promise<{ lines: JournalEntry[]; isEnd: boolean }>;
  head(workspaceId: string): Promise<number>;
  drop(workspaceId: string, through?: number): Promise<void>;
  close(): Promise<void>;
}

export interface FileFilter {
  readonly label: string;
  readonly extensions: readonly string[];
}

/** Native dialogs, over the window that asked. They answer a path, which never leaves the host. */
export interface Dialogs {
  savePath(windowId: number, name: string, kind: FileFilter): Promise<string | null>;
  /** Empty when the person canceled. */
  openPaths(windowId: number, kinds: readonly FileFilter[], isMany: boolean): Promise<readonly string[]>;
}

/** Files that a person chose in a dialog, known to the page only by an opaque handle. */
export interface ChosenFiles {
  write(path: string, bytes: Uint8Array): Promise<{ handle: string; name: string }>;
  admit(path: string): Promise<{ handle: string; name: string; size: number }>;
  read(handle: string, offset: number, length: number): Promise<{ bytes: Uint8Array; isEnd: boolean } | null>;
}

export interface SecretStore {
  isAvailable(): Promise<boolean>;
  set(name: string, value: string): Promise<void>;
  get(name: string): Promise<string | null>;
  remove(name: string): Promise<void>;
}

/** Which server each workspace follows. An address is normalized and ends with a slash. */
export interface ServerLinks {
  of(workspaceId: string): Promise<string | null>;
  set(workspaceId: string, url: string): Promise<void>;
  remove(workspaceId: string): Promise<void>;
}

/** What needs a screen: only the desktop has it. */
export interface Desk {
  printToPdf(windowId: number, isLandscape: boolean): Promise<Uint8Array>;
  notify(title: string, body: string, route: string | undefined): boolean;
  openWindow(route: string): void;
  openExternal(url: string): Promise<void>;
}

export type InfoOf = () => Promise<Answer<Output<'host.info'>>>;
