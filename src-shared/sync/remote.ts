import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import type { Manifest, PullLine, PullQuery, PushAnswer, PushRequest, SessionInfo } from './protocol.schema.ts';

export type Asked<T> = Promise<Result<T, Problem>>;

/**
 * The server as a device reaches it: over HTTP, or in a simulation. A problem is about the way there (transport, sign-in,
 * gap, size, version), never a business 'no': that is a verdict. Nothing rejects.
 */
export interface Remote {
  session(): Asked<SessionInfo>;
  push(request: PushRequest): Asked<PushAnswer>;
  /** The lines after a place; the last is the one with `through`. `startOver` when epoch, scope or distance do not fit. */
  pull(query: PullQuery): Asked<readonly PullLine[]>;
  manifest(): Asked<Manifest>;
  /** The gzipped page. */
  page(digest: string): Asked<Uint8Array<ArrayBuffer>>;
}
