import { beforeAll, expect, test } from 'vitest';
import { createInstance, type TFunction } from 'i18next';
import texts from '#resources/locales/en/sync.json' with { type: 'json' };
import { problem } from '#shared/kernel/problem.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import type { SyncState } from '#renderer/store/sync/sync.ts';
import { shortMoment, syncSentence } from '#renderer/workbench/sync/sync-sentence.ts';

const by = { locale: 'en-GB', zone: 'Europe/London', now: Date.parse('2026-11-18T14:43:00Z') };
const calm: SyncState = {
  phase: 'live',
  server: { name: 'Halden Mutual', url: 'https://halden.example' },
  waiting: 0,
  oldestWaitingAt: null,
  pulledAt: '2026-11-18T14:43:00Z',
  progress: null,
  nextTryAt: null,
  problem: null,
  stopped: null,
  attention: 0,
};
const three = { waiting: 3, oldestWaitingAt: '2026-11-18T14:02:00Z' } as const;

let t: TFunction<'sync'>;
beforeAll(async () => {
  const words = createInstance();
  await words.init({
    lng: 'en',
    ns: ['sync'],
    defaultNS: 'sync',
    resources: { en: { sync: texts } },
    interpolation: { escapeValue: false },
  });
  t = words.getFixedT('en', 'sync');
});

const say = (state: Partial<SyncState>) => {
  const sentence = syncSentence({ ...calm, ...state }, t, by);
  return { ...sentence, text: t(`state.${sentence.key}`, sentence.values).replaceAll(/<\/?queue>/g, '') };
};

test('every phase is one sentence that says what is known', () => {
  const told: readonly (readonly [Partial<SyncState>, string])[] = [
    [{ phase: 'local', server: null, pulledAt: null, ...three }, 'All changes are saved on this device. No server is joined.'],
    [
      { phase: 'offline', pulledAt: '2026-11-17T17:40:00Z', ...three },
      'Offline. 3 changes wait, the oldest since 14:02; last heard of Halden Mutual Tue 17:40.',
    ],
    [
      { phase: 'offline', waiting: 1, oldestWaitingAt: '2026-11-02T09:00:00Z', pulledAt: null },
      'Offline. 1 change waits, since Mon 2 Nov 09:00; Halden Mutual has not been heard of yet.',
    ],
    [{ phase: 'offline', pulledAt: '2026-11-18T14:00:00Z' }, 'Offline. Nothing waits to be sent; last heard of Halden Mutual 14:00.'],
    [{ phase: 'connecting', ...three }, 'Connecting to Halden Mutual… 3 changes wait.'],
    [{ phase: 'founding', progress: { done: 500, total: 1240 } }, 'Bringing this workspace to Halden Mutual: 500 of 1\u202f240.'],
    [{ phase: 'loading', progress: { done: 2, total: 9 } }, 'Loading the workspace from Halden Mutual: 2 of 9.'],
    [{ phase: 'pushing', progress: { done: 3, total: 12 } }, 'Sending 3 of 12…'],
    [{ phase: 'pulling', progress: { done: 300, total: 900 } }, 'Receiving 300 of 900 from Halden Mutual…'],
    [{ phase: 'pulling' }, 'Up to date with Halden Mutual at 14:43.'],
    [{}, 'Up to date with Halden Mutual at 14:43.'],
    [{ ...three }, 'Up to date with Halden Mutual at 14:43. 3 changes are on their way.'],
    [{ phase: 'live', pulledAt: null }, 'Connecting to Halden Mutual…'],
    [{ phase: 'backingOff', nextTryAt: '2026-11-18T14:43:40Z' }, 'Cannot reach Halden Mutual; next try in 40 s.'],
    [{ phase: 'backingOff', nextTryAt: '2026-11-18T14:42:40Z', ...three }, 'Cannot reach Halden Mutual; trying again now. 3 changes wait.'],
    [
      { phase: 'backingOff', nextTryAt: '2026-11-18T14:45:00Z', problem: problem('tooManyAttempts') },
      'Halden Mutual asks to wait; next try in 2 min.',
    ],
    [
      { phase: 'backingOff', nextTryAt: '2026-11-18T14:43:05Z', problem: problem('internal') },
      'Something is wrong at Halden Mutual; next try in 5 s.',
    ],
    [{ phase: 'signedOut', server: null, ...three }, 'Signed out at the server. 3 changes wait.'],
    [{ phase: 'incompatible', ...three }, 'This version is too old for Halden Mutual; your 3 changes are kept.'],
    [{ phase: 'incompatible' }, 'This version is too old for Halden Mutual.'],
    [
      { phase: 'stopped', stopped: refusal('sync.forked', 'The server tells another history.') },
      'Following Halden Mutual has stopped: The server tells another history.',
    ],
  ];
  for (const [state, text] of told) expect(say(state).text).toBe(text);
});

test('what a person can do about it is said with it', () => {
  const ways = (['live', 'offline', 'backingOff', 'signedOut', 'incompatible', 'stopped'] as const).map((phase) => say({ phase }).way);
  expect(ways).toEqual([null, null, 'tryNow', 'signIn', 'update', 'look']);
});

test('waiting more than five minutes while online is warned of, and while offline it is not', () => {
  expect(say({ phase: 'live', ...three }).late).toBe('The oldest has waited for 41 min.');
  expect(say({ phase: 'pushing', ...three }).late).not.toBeNull();
  expect(say({ phase: 'live', waiting: 1, oldestWaitingAt: '2026-11-18T14:39:00Z' }).late).toBeNull();
  expect(say({ phase: 'offline', ...three }).late).toBeNull();
});

test('a screen reader hears of what matters, not of each push or second', () => {
  const heard = (state: Partial<SyncState>) => say(state).announced;
  expect(heard({ phase: 'pushing', progress: { done: 1, total: 3 } })).toBe(heard({ phase: 'live' }));
  expect(heard({ phase: 'backingOff', nextTryAt: '2026-11-18T14:43:40Z' })).toBe(
    heard({ phase: 'backingOff', nextTryAt: '2026-11-18T14:43:39Z' }),
  );
  expect(heard({ phase: 'connecting' })).toBeNull();
  expect(heard({ phase: 'offline' })).toContain('Offline');
  expect(heard({ attention: 2 })).toBe('Connected to Halden Mutual. 2 need attention.');
});

test('a moment is as short as it can be understood', () => {
  expect(shortMoment('2026-11-18T08:05:00Z', by)).toBe('08:05');
  expect(shortMoment('2026-11-17T23:59:00Z', by)).toBe('Tue 23:59');
  expect(shortMoment('2026-10-28T10:00:00Z', by)).toBe('Wed 28 Oct 10:00');
  expect(shortMoment('2025-10-28T10:00:00Z', by)).toBe('Tue 28 Oct 2025 10:00');
});
