import type { Problem } from '#shared/kernel/problem.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Attention } from '#shared/sync/replica.ts';
import type { Queued, Settlement, Sync, SyncState } from '#renderer/store/sync/sync.ts';

/** What the played server has come to, and what a person did about it. */
export interface FakeSync extends Sync {
  set(state: Partial<SyncState>): void;
  /** As it began, with nothing settled. */
  reset(): void;
  fill(queue: readonly Queued[], attention: readonly Attention[]): void;
  /** The next settlement is refused with this. */
  refuseNext(refused: Refusal): void;
  readonly settled: readonly (readonly [string, Settlement])[];
  readonly pokes: number;
  subscribe(listener: () => void): () => void;
}

const FOLLOWING: SyncState = {
  phase: 'live',
  server: { name: 'Halden Mutual', url: 'https://halden.example' },
  waiting: 0,
  oldestWaitingAt: null,
  pulledAt: new Date().toISOString(),
  progress: null,
  nextTryAt: null,
  problem: null as Problem | null,
  stopped: null,
  attention: 0,
};

/** A following that goes nowhere: it says and keeps what a test gives it. */
export function fakeSync(): FakeSync {
  let state = FOLLOWING;
  let queue: readonly Queued[] = [];
  let attention: readonly Attention[] = [];
  let provisional: ReadonlySet<string> = new Set();
  let refuses: Refusal | null = null;
  let pokes = 0;
  const settled: (readonly [string, Settlement])[] = [];
  const listeners = new Set<() => void>();
  const set = (patch: Partial<SyncState>) => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const count = () => set({ waiting: queue.length, oldestWaitingAt: queue[0]?.command.at ?? null, attention: attention.length });
  const settle = async (id: string, settlement: Settlement): Promise<Result<null, Refusal>> => {
    if (refuses) {
      const refused = refuses;
      refuses = null;
      return err(refused);
    }
    settled.push([id, settlement]);
    attention = attention.filter((item) => item.id !== id);
    count();
    return ok(null);
  };
  return {
    get state() {
      return state;
    },
    get provisional() {
      return provisional;
    },
    get pokes() {
      return pokes;
    },
    settled,
    set,
    reset() {
      settled.length = 0;
      pokes = 0;
      refuses = null;
      set(FOLLOWING);
    },
    fill(nextQueue, nextAttention) {
      queue = nextQueue;
      attention = nextAttention;
      provisional = new Set(queue.flatMap(({ events }) => events.map((event) => event.recordId as string)));
      count();
    },
    refuseNext(refused) {
      refuses = refused;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    queue: async () => queue,
    attention: async () => attention,
    settle,
    poke() {
      pokes++;
    },
    goOn: async () => set({ phase: 'live', stopped: null }),
    bring: async () => err(refusal('sync.noWay', 'This window has no way to a server.')),
    async signIn({ passphrase }) {
      if (passphrase !== 'four words are enough') return err(refusal('account.wrongPassphrase', 'The passphrase is not right.'));
      set({ phase: 'live' });
      return ok(null);
    },
    async leave(_what, evenUnsent = false) {
      if (queue.length > 0 && !evenUnsent) return err(refusal('sync.unsent', `${queue.length} changes have not been sent.`));
      set({ phase: 'local', server: null });
      return ok(null);
    },
  };
}
