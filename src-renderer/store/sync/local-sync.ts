import { refusal } from '#shared/kernel/refusal.ts';
import { err } from '#shared/kernel/result.ts';
import type { Sync, SyncState } from './sync.ts';

const FOLLOWS_NONE = refusal('sync.local', 'This workspace follows no server, so nothing waits here.');

export const LOCAL_STATE: SyncState = {
  phase: 'local',
  server: null,
  waiting: 0,
  oldestWaitingAt: null,
  pulledAt: null,
  progress: null,
  nextTryAt: null,
  problem: null,
  stopped: null,
  attention: 0,
};

/** Following for a workspace that follows no server: nothing is on its way, and nothing waits for anybody. */
export const localSync: Sync = {
  state: LOCAL_STATE,
  provisional: new Set(),
  queue: async () => [],
  attention: async () => [],
  settle: async () => err(FOLLOWS_NONE),
  poke: () => undefined,
  goOn: async () => undefined,
  bring: async () => err(refusal('sync.noWay', 'This window has no way to a server.')),
  signIn: async () => err(FOLLOWS_NONE),
  leave: async () => err(FOLLOWS_NONE),
};
