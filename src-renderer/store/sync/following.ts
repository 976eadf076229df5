import type { Registry } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import { SYSTEM } from '#shared/model/record.ts';
import type { Attention, Replica } from '#shared/sync/replica.ts';
import type { WorkspaceDatabase } from '../database.ts';
import type { Leadership } from '../leader.ts';
import type { Ledger } from '../ledger.ts';
import { unexpected } from '../unexpected.ts';
import type { WhoActs, Writer } from '../writer.ts';
import { openItems } from './attention-items.ts';
import { checkedRemote } from './checked-remote.ts';
import type { HttpRemote } from './http-remote.ts';
import { LOCAL_STATE } from './local-sync.ts';
import { pendingLog } from './pending-log.ts';
import { type Going, runSync, type Runner } from './runner.ts';
import { settleItem } from './settle.ts';
import type { Shadows } from './shadows.ts';
import { stepsOver } from './steps.ts';
import type { SyncEvent } from './sync.machine.ts';
import type { Sync, SyncState } from './sync.ts';
import { waitingIn } from './waiting.ts';

export interface FollowingTools {
  readonly database: WorkspaceDatabase;
  readonly registry: Registry;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly ledger: Ledger;
  readonly replica: Replica;
  readonly shadows: Shadows;
  readonly who: WhoActs;
  readonly now: () => number;
  readonly random: () => number;
  readonly lead: () => Leadership | undefined;
  /** Absent where this window has no way to a server. */
  readonly remote: HttpRemote | undefined;
  readonly onState: () => void;
  /** Everything was loaded; following begins. */
  readonly onLoaded: () => Promise<void>;
}

/** Following a server, as this window sees it; the leading window does it. */
export interface Following extends Omit<Sync, 'bring' | 'signIn' | 'leave'> {
  /** When the server was last heard of, in milliseconds; 0 for never. */
  readonly heardAt: number;
  /** Begins or ends what the leading window does, as the link and the lead are now. */
  see(): void;
  send(event: SyncEvent): void;
  /** Resolves when the state was brought up to date. */
  refreshed(): Promise<void>;
  close(): void;
}

/** Following as screens use it, with how it begins and ends. */
export const syncOver = (following: Following, { bring, signIn, leave }: Pick<Sync, 'bring' | 'signIn' | 'leave'>): Sync => ({
  get state() {
    return following.state;
  },
  get provisional() {
    return following.provisional;
  },
  queue: () => following.queue(),
  attention: () => following.attention(),
  settle: (itemId, settlement) => following.settle(itemId, settlement),
  poke: () => following.poke(),
  goOn: () => following.goOn(),
  bring,
  signIn,
  leave,
});

type Message = { readonly going: Going } | { readonly ask: true } | { readonly look: true } | { readonly event: SyncEvent };

const NOT_YET: Going = { phase: 'connecting', progress: null, nextTryAt: null, problem: null, stopped: null };

export function openFollowing(tools: FollowingTools): Following {
  const { database, ledger, replica, shadows, remote, now, onState } = tools;
  const channel = new BroadcastChannel(`${database.name}:sync`);
  const count = waitingIn(database);
  let going: Going = remote ? NOT_YET : { ...NOT_YET, phase: 'offline' };
  let state: SyncState = LOCAL_STATE;
  let runner: Runner | undefined;
  let heardAt = 0;
  /** A term that another window has taken over from: it does not count any more, whatever this window believes. */
  let passed: number | undefined;
  let refreshing: Promise<void> | undefined;
  let isAgain = false;
  let isClosed = false;
  /** What waits for a person, and how often it may have changed by then. */
  let known: { readonly at: number; readonly items: readonly Attention[] } = { at: -1, items: [] };
  let changes = 0;

  const show = (next: SyncState) => {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    onState();
  };
  const look = async (): Promise<void> => {
    const { link, url } = ledger.link;
    if (!link) {
      show(LOCAL_STATE);
      return;
    }
    const at = changes;
    const [waiting, items] = await Promise.all([count(link, ledger.counters), known.at === at ? known.items : openItems(database)]);
    known = { at, items };
    const server = { name: link.tenant.name, url };
    show({ ...going, server, waiting: waiting.count, oldestWaitingAt: waiting.oldestAt, pulledAt: link.pulledAt, attention: items.length });
  };
  const refresh = (): Promise<void> => {
    if (isClosed) return Promise.resolve();
    if (refreshing) {
      isAgain = true;
      return refreshing.then(() => refreshing);
    }
    refreshing = look().finally(() => {
      refreshing = undefined;
      if (!isAgain) return;
      isAgain = false;
      soon();
    });
    return refreshing;
  };
  const soon = () => void refresh().catch(unexpected);

  const start = (way: HttpRemote): Runner => {
    const onHeard = () => {
      heardAt = now();
    };
    const steps = stepsOver({
      replica,
      remote: checkedRemote(way),
      now,
      onHeard,
      onLoaded: tools.onLoaded,
      waiting: () => state.waiting,
      onProgress: (progress) => runner?.send({ type: 'PROGRESS', progress }),
    });
    return runSync({
      steps,
      remote: way,
      now,
      random: tools.random,
      onHeard,
      onPassed() {
        if (isClosed) return;
        passed = tools.lead()?.term;
        stop();
        channel.postMessage({ ask: true } satisfies Message);
      },
      onGoing(next) {
        if (isClosed || (runner === undefined && passed !== undefined)) return;
        going = next;
        channel.postMessage({ going } satisfies Message);
        soon();
      },
    });
  };
  const stop = () => {
    runner?.stop();
    runner = undefined;
  };
  const see = () => {
    const term = tools.lead()?.term;
    if (!isClosed && remote && term !== undefined && term !== passed && ledger.link.link) runner ??= start(remote);
    else stop();
  };
  const send = (event: SyncEvent) => {
    see();
    if (runner) runner.send(event);
    else channel.postMessage({ event } satisfies Message);
  };

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if ('event' in data) runner?.send(data.event);
    else if ('look' in data) {
      changes++;
      soon();
    } else if ('ask' in data) {
      if (runner) channel.postMessage({ going } satisfies Message);
    } else if (!runner) {
      ({ going } = data);
      soon();
    }
  });
  channel.postMessage({ ask: true } satisfies Message);
  const unsubscribe = ledger.subscribe((applied) => {
    see();
    if (applied.commands > 0) runner?.send({ type: 'WROTE' });
    if (applied.commands === 0 || !applied.isOwn) changes++;
    // Said at once; counted exactly a moment later.
    if (applied.isOwn && applied.commands > 0 && state.server)
      show({
        ...state,
        waiting: state.waiting + applied.commands,
        oldestWaitingAt: state.oldestWaitingAt ?? new Date(now()).toISOString(),
      });
    soon();
  });

  return {
    get state() {
      return state;
    },
    get provisional() {
      return shadows.ids;
    },
    get heardAt() {
      return Math.max(heardAt, Date.parse(ledger.link.link?.pulledAt ?? '') || 0);
    },
    async queue() {
      const { link } = ledger.link;
      if (!link) return [];
      const answered = new Set(link.answered.map(([seq]) => seq));
      const all = await pendingLog(database).read(link, ledger.counters);
      const pending = all.filter(({ by }) => by !== SYSTEM.personId);
      return pending.map((one) => ({ ...one, status: answered.has(one.seq) ? 'answered' : 'waiting' }) as const);
    },
    attention: () => openItems(database),
    async settle(itemId, settlement) {
      const settled = await settleItem(tools, itemId, settlement);
      changes++;
      await refresh();
      channel.postMessage({ look: true } satisfies Message);
      return settled;
    },
    poke: () => send({ type: 'POKE' }),
    goOn: async () => send({ type: 'GO_ON' }),
    see,
    send,
    refreshed: refresh,
    close() {
      isClosed = true;
      unsubscribe();
      stop();
      channel.close();
    },
  };
}
