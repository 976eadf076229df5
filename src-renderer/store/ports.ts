import type { RandomBytes } from '#shared/kernel/id.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor } from '#shared/model/record.ts';
import type { SessionSlot } from './accounts.ts';
import type { ScryptParameters } from './passphrase.ts';

type Answer<T> = Promise<Result<T, Problem>>;

/** The host's fsynced second copy of the log; the platform's journal fits. Lines are numbered by `seq`, without gaps. */
export interface Journal {
  append(workspaceId: string, firstSeq: number, lines: readonly string[]): Answer<{ head: number }>;
  read(workspaceId: string, after: number, limit?: number): Answer<{ lines: { clientSeq: number; line: string }[]; isEnd: boolean }>;
  head(workspaceId: string): Answer<{ head: number }>;
  drop(workspaceId: string, through?: number): Answer<{ done: true }>;
}

/** The way to the server that a workspace follows; the platform's `server` fits. */
export interface ServerPort {
  /** The page came from the server itself: there is nothing to link. */
  readonly isOwn: boolean;
  link(workspaceId: string, url: string): Answer<{ url: string }>;
  unlink(workspaceId: string): Answer<{ done: true }>;
  of(workspaceId: string): Answer<{ url: string | null }>;
  /** Rejects like `fetch` where there is no way. */
  fetch(workspaceId: string, path: string, init?: RequestInit): Promise<Response>;
}

export interface OpenOptions {
  readonly id: string;
  readonly registry: Registry;
  /** Milliseconds since the epoch; the system's clock unless given. */
  readonly clock?: () => number;
  readonly random?: RandomBytes;
  /** Absent where the host keeps none. */
  readonly journal?: Journal;
  /** Absent where the host knows no way to a server. */
  readonly server?: ServerPort;
  /** This product's version, for the server to know whether it still understands it. */
  readonly version?: string;
  /** Who a person is and what they may do now; `actorFor` of the identity capability unless given. */
  readonly resolveActor?: (reader: Reader, personId: string) => Promise<Actor | undefined>;
  readonly session?: SessionSlot;
  /** Weaker for tests only. */
  readonly scrypt?: ScryptParameters;
}

/** The browser's per-window storage; a plain variable where there is none. */
export function windowSession(workspaceId: string): SessionSlot {
  const key = `countersign.session.${workspaceId}`;
  let inMemory: string | null = null;
  const storage = typeof sessionStorage === 'undefined' ? undefined : sessionStorage;
  return {
    get: () => (storage ? storage.getItem(key) : inMemory),
    set(token) {
      inMemory = token;
      if (token === null) storage?.removeItem(key);
      else storage?.setItem(key, token);
    },
  };
}

export const cryptoBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
