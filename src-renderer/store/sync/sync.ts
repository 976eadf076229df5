import type { Problem } from '#shared/kernel/problem.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Draft } from '#shared/model/record.ts';
import type { Attention, Pending } from '#shared/sync/replica.ts';

/**
 * Where following the server stands. `local`: no server was joined. `stopped`: the server's log does not extend what this
 * device has seen, or a pull would take away a fifth of everything, so a person has to look.
 */
export type SyncPhase =
  | 'local'
  | 'offline'
  | 'connecting'
  | 'founding'
  | 'loading'
  | 'pushing'
  | 'pulling'
  | 'live'
  | 'backingOff'
  | 'signedOut'
  | 'incompatible'
  | 'stopped';

/** What the status bar says in words. Every window sees it; the leading one does the work. */
export interface SyncState {
  readonly phase: SyncPhase;
  readonly server: { readonly name: string; readonly url: string } | null;
  /** Own commands whose end is not known here yet, and since when the oldest waits. */
  readonly waiting: number;
  readonly oldestWaitingAt: string | null;
  readonly pulledAt: string | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** While backing off. */
  readonly nextTryAt: string | null;
  readonly problem: Problem | null;
  /** Why it is stopped. */
  readonly stopped: Refusal | null;
  /** Items that wait for a person. */
  readonly attention: number;
}

/** A command on its way, as the queue shows it. */
export interface Queued extends Pending {
  readonly status: 'waiting' | 'answered';
}

/** What a person does about an item: `again` gives the same as it is now; `instead` is an edited draft. */
export type Settlement =
  | { readonly how: 'again' }
  | { readonly how: 'instead'; readonly draft: Draft }
  | { readonly how: 'handOver'; readonly to: string; readonly note: string }
  | { readonly how: 'discard'; readonly note: string }
  /** Of a conflict: puts the value back that did not win, or is content with what won. */
  | { readonly how: 'restore'; readonly field: string }
  | { readonly how: 'keep' };

/** Following a server, as screens use it. */
export interface Sync {
  readonly state: SyncState;
  queue(): Promise<readonly Queued[]>;
  attention(): Promise<readonly Attention[]>;
  settle(itemId: string, settlement: Settlement): Promise<Result<null, Refusal>>;
  /** Records that show something the server has not confirmed. */
  readonly provisional: ReadonlySet<string>;
  /** Tries now instead of when the wait is over; also after signing in at the server again. */
  poke(): void;
  /** After a `stopped` pull that would take much away: the person has looked and wants it. */
  goOn(): Promise<void>;
  /**
   * Brings this local workspace to a server: what was done here becomes its first pushes, under the names of those who
   * did it. Needs an administrator, who becomes the one person of this copy; the other accounts on this device go.
   */
  bring(request: BringRequest): Promise<Result<null, Refusal>>;
  /** Signs in at the server again, as the person whose copy this is. */
  signIn(request: { readonly email: string; readonly passphrase: string }): Promise<Result<null, Refusal>>;
  /**
   * Stops following. `keep` leaves a local workspace with what is seen now; `remove` takes the copy off this device.
   * Refused with `sync.unsent` while commands wait or items need attention, unless `evenUnsent`.
   */
  leave(what: 'keep' | 'remove', evenUnsent?: boolean): Promise<Result<null, Refusal>>;
}

/** Bringing a workspace to a server that has invited its founder. */
export interface BringRequest {
  readonly url: string;
  /** The invitation's code. */
  readonly code: string;
  /** With which the founder signs in from then on. */
  readonly email: string;
  readonly passphrase: string;
  /** What the server calls this device, e.g. `Dana's laptop`. */
  readonly deviceName: string;
}
