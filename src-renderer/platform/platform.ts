import type { Output } from '#shared/contract/contract.ts';
import type { Answer } from '#shared/contract/define.ts';
import type { HostSignal } from '#shared/contract/host-event.ts';

export type HostInfo = Output<'host.info'>;
export type JournalLine = Output<'journal.read'>['lines'][number];

/** A kind of file as a person reads it in a dialog: `{ label: 'Excel', extensions: ['xlsx'] }`; extensions without a dot. */
export interface FileKind {
  readonly label: string;
  readonly extensions: readonly string[];
}

export interface OpenedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface SavedFile {
  readonly name: string;
}

/**
 * The host's fsynced copy of the outbox, per workspace. It is the second copy: where it cannot be reached (the browser
 * host is stopped) `append` answers a problem and the store goes on; `head` says later what is missing.
 */
export interface Journal {
  /** `ok` means that the lines are on the disk. They are numbered `firstSeq`, `firstSeq + 1`, …; writing a number again replaces its line. */
  append(workspaceId: string, firstSeq: number, lines: readonly string[]): Promise<Answer<{ head: number }>>;
  /** Lines with a number above `after`, in order; at most 2000 at a time. */
  read(workspaceId: string, after: number, limit?: number): Promise<Answer<{ lines: JournalLine[]; isEnd: boolean }>>;
  /** The highest number that is on the disk, 0 for none. */
  head(workspaceId: string): Promise<Answer<{ head: number }>>;
  /** Forgets lines up to `through`, or all of them. */
  drop(workspaceId: string, through?: number): Promise<Answer<{ done: true }>>;
}

/**
 * The way to the server that a workspace follows: always below the page's own origin, so that no page knows a server's
 * address or a session's token. The host adds them, or is the server itself (the web edition).
 */
export interface ServerWay {
  /** True for the web edition: the page came from the server of all its workspaces, and linking changes nothing. */
  readonly isOwn: boolean;
  /** Remembers which server a workspace follows. `https:`, or `http:` for loopback and private networks. */
  link(workspaceId: string, url: string): Promise<Answer<{ url: string }>>;
  /** Forgets the server and the sessions there. */
  unlink(workspaceId: string): Promise<Answer<{ done: true }>>;
  /** The server of a workspace, if it has one. */
  of(workspaceId: string): Promise<Answer<{ url: string | null }>>;
  /** A request to the server: `path` such as `v1/pull?after=3`. Answers come as they are; it rejects like `fetch` where there is no way. */
  fetch(workspaceId: string, path: string, init?: RequestInit): Promise<Response>;
}

/** What the app can ask of the machine it runs on. Every call answers a Result; none rejects. `null` means that the person canceled. */
export interface Platform {
  readonly kind: 'electron' | 'browser';
  info(): Promise<Answer<HostInfo>>;
  /** Electron: a save dialog and an atomic write. Browser: a download. The mime type names the dialog's filter and the download's type. */
  saveFile(name: string, mime: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer<SavedFile | null>>;
  openFile(kinds: readonly FileKind[]): Promise<Answer<OpenedFile | null>>;
  /** Several files together; none when the person canceled. */
  openFiles(kinds: readonly FileKind[]): Promise<Answer<readonly OpenedFile[]>>;
  /** Prints the current window: to a PDF file where the host can, else through the print dialog. */
  printPdf(name: string, options?: { isLandscape?: boolean }): Promise<Answer<SavedFile | null>>;
  /** `route` opens when the person clicks it. Answers false where notices are not permitted. */
  notify(title: string, body: string, route?: string): Promise<Answer<{ isShown: boolean }>>;
  /** Opens a second window at a route such as `/changes/chg_…` or `/wall`. */
  openWindow(route: string): Promise<Answer<{ done: true }>>;
  /** `https:` and `mailto:` only. */
  openExternal(url: string): Promise<Answer<{ done: true }>>;
  readonly secrets: {
    set(name: string, value: string): Promise<Answer<{ done: true }>>;
    get(name: string): Promise<Answer<{ value: string | null }>>;
    remove(name: string): Promise<Answer<{ done: true }>>;
  };
  readonly journal: Journal;
  readonly server: ServerWay;
  /** Signals of the host: a link was opened, a menu entry was chosen. Returns the way to stop listening. */
  subscribe(listener: (signal: HostSignal) => void): () => void;
}
