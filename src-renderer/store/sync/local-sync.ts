import { refusal } from '#shared/kernel/refusal.ts';
import { err } from '#shared/kernel/result.ts';
import type { Sync, SyncState } from './sync.ts';

const NO_WAY = refusal('sync.noWay', 'This window has no way to a server.');

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

/** Where this window has no way to a server: nothing begins, and nothing ends. */
export const localSync: Pick<Sync, 'bring' | 'signIn' | 'leave'> = {
  bring: async () => err(NO_WAY),
  signIn: async () => err(NO_WAY),
  leave: async () => err(NO_WAY),
};
