import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './session.ts';

export interface Verdict {
  readonly status: number;
  readonly detail: string;
  /** Where the same page is reachable under the one right name. */
  readonly location?: string;
}

/**
 * Against DNS rebinding: only requests addressed to `127.0.0.1:port` are answered. `localhost` is another origin, with
 * another store, so a person who types it is sent to the right one.
 */
export function hostVerdict(headers: IncomingHttpHeaders, path: string, port: number): Verdict | null {
  if (headers.host === `127.0.0.1:${port}`) return null;
  const location = `http://127.0.0.1:${port}${path}`;
  if (headers.host === `localhost:${port}`) return { status: 308, detail: 'Countersign lives at 127.0.0.1.', location };
  return { status: 421, detail: 'This host answers only to its own name.' };
}

/**
 * What only a script of our own page can send: our origin, a header that no form can set, and, for calls, the session cookie.
 * A browser leaves the origin out where a page of ours only reads.
 */
export function callVerdict(headers: IncomingHttpHeaders, port: number, isReading = false): Verdict | null {
  const isOwn = headers.origin === `http://127.0.0.1:${port}` || (isReading && headers.origin === undefined);
  if (!isOwn) return { status: 403, detail: 'The call comes from another origin.' };
  if (headers['x-countersign'] !== '1') return { status: 403, detail: 'The header X-Countersign is missing.' };
  return siteVerdict(headers);
}

export function jsonVerdict(headers: IncomingHttpHeaders, session: Session): Verdict | null {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { status: 415, detail: 'Calls are application/json.' };
  return sessionVerdict(headers, session);
}

export const sessionVerdict = (headers: IncomingHttpHeaders, session: Session): Verdict | null =>
  session.isIn(headers.cookie) ? null : { status: 401, detail: 'There is no session yet: POST /api/session begins one.' };

/** Browsers say where a request was begun; another site's is refused even where it sends no Origin. */
export const siteVerdict = (headers: IncomingHttpHeaders): Verdict | null =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'])
    ? null
    : { status: 403, detail: 'The request was begun by another site.' };
