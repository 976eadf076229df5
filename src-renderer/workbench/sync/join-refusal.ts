import type { JoinWay } from './join-fields.ts';

const KEYS: { readonly [code: string]: string } = {
  'sync.unavailable': 'unreachable',
  'sync.unreachable': 'unreachable',
  'sync.tooManyAttempts': 'throttled',
  'sync.clientTooOld': 'tooOld',
};

/** Key below `server:refused` of what a refusal means to somebody who joins; undefined where its own message says it best. */
export function joinRefusalKey(code: string, way: JoinWay): string | undefined {
  if (code === 'sync.signInNeeded') return way === 'account' ? 'signInNeeded' : 'wrongCode';
  if (way !== 'account' && (code === 'sync.forbidden' || code === 'sync.notFound')) return 'wrongCode';
  return KEYS[code];
}
