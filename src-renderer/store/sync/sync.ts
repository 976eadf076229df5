import type { Problem } from '#shared/kernel/problem.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Draft } from '#shared/model/record.ts';
import type { Attention, Pending } from '#shared/sync/replica.ts';
import type { BulkProgress } from '../workspace.ts';

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
  readonly progress: BulkProgress | null;
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
  /** Why the server will probably refuse it, as far as this device can tell. It is sent all the same. */
  readonly expected: Refusal | null;
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
}
