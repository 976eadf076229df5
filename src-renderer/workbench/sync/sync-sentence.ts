import type { TFunction } from 'i18next';
import type { SyncState } from '#renderer/store/sync/sync.ts';
import type { IconName } from '#renderer/ui/Icon.tsx';
import { clock, count, moment, type Reading, timeLeft, weekday } from '../format.ts';

/** What a person can do about where the sync stands. */
export type SyncWay = 'tryNow' | 'signIn' | 'update' | 'look';

/** Where the sync stands, in one sentence. */
export interface SyncSentence {
  readonly icon: IconName;
  readonly tone: 'neutral' | 'risk' | 'refused';
  /** Key below `sync:state` and what fills it; `<queue>` in the text marks what leads to the queue. */
  readonly key: string;
  readonly values: { readonly [name: string]: string | number };
  /** How long the oldest has waited, where that is too long for being online. */
  readonly late: string | null;
  readonly way: SyncWay | null;
  /** What a screen reader is told when it comes to this; null where nothing that matters has changed. */
  readonly announced: string | null;
}

const TOO_LONG = 5 * 60_000;
const WEEK = 6 * 86_400_000;
const ONLINE = new Set<SyncState['phase']>(['pushing', 'pulling', 'live']);

/** The sentence for a state, as the reader's clock has it. Says nothing that is not known. */
export function syncSentence(state: SyncState, t: TFunction<'sync'>, by: Reading): SyncSentence {
  const server = state.server?.name ?? t('server');
  const { key, icon, tone = 'neutral', way = null } = wordingOf(state);
  const hasWaiting = state.waiting > 0 && WITH_WAITING.has(key.replace(/Never$/, ''));
  const values = {
    server,
    count: state.waiting,
    formatted: count(state.waiting),
    since: state.oldestWaitingAt === null ? '' : shortMoment(state.oldestWaitingAt, by),
    heard: state.pulledAt === null ? '' : shortMoment(state.pulledAt, by),
    done: count(state.progress?.done ?? 0),
    total: count(state.progress?.total ?? 0),
    next: nextWords(state, t, by),
    reason: state.stopped?.message ?? '',
  };
  return {
    icon,
    tone,
    key: hasWaiting ? key.replace(/(Never)?$/, 'Waiting$1') : key,
    values,
    late: lateWords(state, t, by),
    way,
    announced: announcedOf(state, server, t),
  };
}

/** `14:02` today, `Tue 17:40` this week, `28 Oct 17:40` before. */
export function shortMoment(instant: string, by: Reading): string {
  const time = clock(instant, by);
  const age = by.now - Date.parse(instant);
  if (moment(instant, by) === moment(new Date(by.now).toISOString(), by).slice(0, -5) + time) return time;
  return age >= 0 && age < WEEK ? `${weekday(instant, by)} ${time}` : moment(instant, by);
}

/** `40 s`, `12 min`, `2 h 5 min`. */
const duration = (ms: number, t: TFunction<'sync'>): string =>
  ms < 60_000 ? t('seconds', { count: Math.max(1, Math.ceil(ms / 1000)) }) : timeLeft(ms);

interface Wording {
  readonly key: string;
  readonly icon: IconName;
  readonly tone?: SyncSentence['tone'];
  readonly way?: SyncWay;
}

/** Phases whose sentence says how many changes wait. */
const WITH_WAITING = new Set(['offline', 'connecting', 'live', 'backingOff', 'busy', 'broken', 'signedOut', 'incompatible', 'stopped']);

function wordingOf(state: SyncState): Wording {
  const progress = state.progress === null ? '' : 'Progress';
  switch (state.phase) {
    case 'local':
      return { key: 'local', icon: 'cloud-off' };
    case 'offline':
      return { key: state.pulledAt === null ? 'offlineNever' : 'offline', icon: 'cloud-off' };
    case 'connecting':
      return { key: 'connecting', icon: 'cloud' };
    case 'founding':
    case 'loading':
      return { key: `${state.phase}${progress}`, icon: 'refresh' };
    case 'pushing':
      return { key: `pushing${progress}`, icon: 'sent' };
    case 'pulling':
      // What is short goes unsaid: the last time that everything was here stays true.
      return state.progress === null && state.pulledAt !== null
        ? { key: 'live', icon: 'cloud' }
        : { key: `pulling${progress}`, icon: 'refresh' };
    case 'live':
      return state.pulledAt === null ? { key: 'connecting', icon: 'cloud' } : { key: 'live', icon: 'cloud' };
    case 'backingOff':
      return { key: troubleOf(state), icon: 'cloud-off', tone: 'risk', way: 'tryNow' };
    case 'signedOut':
      return { key: 'signedOut', icon: 'lock', tone: 'risk', way: 'signIn' };
    case 'incompatible':
      return { key: 'incompatible', icon: 'triangle', tone: 'risk', way: 'update' };
    case 'stopped':
      return { key: 'stopped', icon: 'triangle', tone: 'refused', way: 'look' };
  }
}

/** Whether the server is not there, asks for patience, or is broken. */
function troubleOf({ problem }: SyncState): string {
  if (problem?.status === 429) return 'busy';
  return problem !== null && problem.status >= 500 && problem.status !== 503 ? 'broken' : 'backingOff';
}

function nextWords({ nextTryAt }: SyncState, t: TFunction<'sync'>, by: Reading): string {
  const left = nextTryAt === null ? 0 : Date.parse(nextTryAt) - by.now;
  return left <= 0 ? t('nextNow') : t('nextIn', { time: duration(left, t) });
}

function lateWords({ phase, waiting, oldestWaitingAt }: SyncState, t: TFunction<'sync'>, by: Reading): string | null {
  if (!ONLINE.has(phase) || waiting === 0 || oldestWaitingAt === null) return null;
  const age = by.now - Date.parse(oldestWaitingAt);
  return age > TOO_LONG ? t('late', { time: duration(age, t) }) : null;
}

function announcedOf(state: SyncState, server: string, t: TFunction<'sync'>): string | null {
  const told = { server, count: state.waiting, formatted: count(state.waiting), reason: state.stopped?.message ?? '' };
  const attention = state.attention === 0 ? '' : ` ${t('attention', { count: state.attention, formatted: count(state.attention) })}.`;
  switch (state.phase) {
    case 'local':
    case 'connecting':
      return null;
    case 'pushing':
    case 'pulling':
    case 'live':
      return t('announce.online', told) + attention;
    case 'offline':
      return t('announce.offline', told) + attention;
    case 'backingOff':
      return t('announce.unreachable', told) + attention;
    default:
      return t(`state.${state.phase}`, told) + attention;
  }
}
