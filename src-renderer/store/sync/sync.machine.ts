import { assign, fromCallback, fromPromise, setup } from 'xstate';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { BulkProgress } from '../workspace.ts';

/** How a piece of work ended: where it leads, and why it could not go on. */
export type StepEnd =
  | { readonly to: 'done' | 'follow' | 'found' | 'load' }
  | { readonly to: 'stopped'; readonly refusal: Refusal }
  | { readonly to: 'problem'; readonly problem: Problem };

export interface SyncContext {
  /** How often in a row the server could not be reached. */
  readonly tries: number;
  readonly nextTryAt: string | null;
  readonly wait: number;
  readonly problem: Problem | null;
  readonly stopped: Refusal | null;
  readonly progress: BulkProgress | null;
  /** A person has looked at what would go, and wants it. */
  readonly goOn: boolean;
  /** Own commands were given, or the server has more, since it was last asked. */
  readonly isDirty: boolean;
  readonly hasMore: boolean;
}

export type SyncEvent =
  | { readonly type: 'ONLINE' | 'OFFLINE' | 'POKE' | 'WROTE' | 'MORE' | 'SIGNED_IN' | 'GO_ON' | 'STOP' }
  | { readonly type: 'LOST'; readonly problem: Problem | null }
  | { readonly type: 'PROGRESS'; readonly progress: BulkProgress };

export interface SyncInput {
  readonly isOnline: boolean;
  /** From 0 to 1, and milliseconds since the epoch. */
  readonly random: () => number;
  readonly now: () => number;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 300_000;
/** So many milliseconds after an own command: several that belong together go together. */
const DEBOUNCE = 40;
const LATER = 3_600_000;

const notGiven = fromPromise<StepEnd, { readonly goOn: boolean }>(async () => {
  throw new Error('The work of following is given by the store');
});

const endOf = (event: unknown): StepEnd | undefined => (event as { output?: StepEnd }).output;
const problemOf = (event: unknown): Problem | null => {
  const end = endOf(event);
  if (end?.to === 'problem') return end.problem;
  const lost = event as { type?: string; problem?: Problem | null };
  return lost.type === 'LOST' ? (lost.problem ?? null) : null;
};
const leadsTo = (to: StepEnd['to']) => (args: { event: unknown }) => endOf(args.event)?.to === to;

/**
 * The client of a server: goes on by itself, online and offline, and needs no one's hand except to sign in, to look at what is
 * odd, or to update. It decides no permission and no record: what it does is given to it by the store.
 */
export const syncMachine = setup({
  types: { context: {} as SyncContext & SyncInput, events: {} as SyncEvent, input: {} as SyncInput },
  actors: {
    connect: notGiven,
    found: notGiven,
    load: notGiven,
    push: notGiven,
    pull: notGiven,
    listen: fromCallback<SyncEvent>(() => undefined),
  },
  delays: { wait: ({ context }) => context.wait, debounce: DEBOUNCE, later: LATER },
  actions: {
    note: assign({
      problem: ({ event }) => problemOf(event),
      stopped: ({ event }) => {
        const end = endOf(event);
        return end?.to === 'stopped' ? end.refusal : null;
      },
      progress: null,
    }),
    backOff: assign(({ context }) => {
      const asked = Number(context.problem?.params?.['retryAfter'] ?? 0) * 1_000;
      const wait = Math.max(asked, Math.round(context.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** context.tries)));
      return { wait, tries: context.tries + 1, nextTryAt: new Date(context.now() + wait).toISOString() };
    }),
    fine: assign({ tries: 0, problem: null, stopped: null, nextTryAt: null, progress: null, goOn: false }),
  },
}).createMachine({
  id: 'sync',
  context: ({ input }) => ({
    ...input,
    tries: 0,
    wait: 0,
    nextTryAt: null,
    problem: null,
    stopped: null,
    progress: null,
    goOn: false,
    isDirty: false,
    hasMore: false,
  }),
  initial: 'starting',
  on: {
    OFFLINE: '.offline',
    STOP: '.ended',
    PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
    WROTE: { actions: assign({ isDirty: true }) },
    MORE: { actions: assign({ hasMore: true }) },
  },
  states: {
    starting: { always: [{ guard: ({ context }) => context.isOnline, target: 'connecting' }, { target: 'offline' }] },
    offline: { entry: assign({ progress: null, nextTryAt: null }), on: { ONLINE: 'connecting', POKE: 'connecting' } },
    connecting: {
      entry: assign({ nextTryAt: null }),
      invoke: {
        src: 'connect',
        input: ({ context }) => context,
        onDone: [
          { guard: leadsTo('follow'), target: 'following' },
          { guard: leadsTo('found'), target: 'founding' },
          { guard: leadsTo('load'), target: 'loading' },
          { target: 'troubled' },
        ],
        onError: 'troubled',
      },
      exit: 'note',
    },
    founding: {
      invoke: {
        src: 'found',
        input: ({ context }) => context,
        onDone: [
          { guard: leadsTo('load'), target: 'loading' },
          { target: 'troubled', actions: 'note' },
        ],
        onError: 'troubled',
      },
    },
    loading: {
      invoke: {
        src: 'load',
        input: ({ context }) => context,
        onDone: [
          { guard: leadsTo('done'), target: 'following', actions: assign({ goOn: false, progress: null }) },
          { target: 'troubled', actions: 'note' },
        ],
        onError: 'troubled',
      },
    },
    following: {
      invoke: { src: 'listen' },
      on: { LOST: { target: 'troubled', actions: 'note' } },
      initial: 'pushing',
      states: {
        pushing: {
          entry: assign({ isDirty: false }),
          invoke: {
            src: 'push',
            input: ({ context }) => context,
            onDone: [
              { guard: leadsTo('done'), target: 'pulling' },
              { target: '#sync.troubled', actions: 'note' },
            ],
            onError: '#sync.troubled',
          },
        },
        pulling: {
          entry: assign({ hasMore: false }),
          invoke: {
            src: 'pull',
            input: ({ context }) => context,
            onDone: [
              { guard: leadsTo('done'), target: 'live', actions: 'fine' },
              { guard: leadsTo('load'), target: '#sync.loading' },
              { target: '#sync.troubled', actions: 'note' },
            ],
            onError: '#sync.troubled',
          },
        },
        live: {
          always: [
            { guard: ({ context }) => context.hasMore, target: 'pulling' },
            { guard: ({ context }) => context.isDirty, target: 'gathering' },
          ],
          on: { POKE: 'pushing' },
        },
        gathering: { after: { debounce: 'pushing' } },
      },
    },
    /** Where what went wrong leads. */
    troubled: {
      always: [
        { guard: ({ context }) => context.stopped !== null, target: 'stopped' },
        // 404: the host of a restored copy does not know the server yet.
        { guard: ({ context }) => [401, 403, 404].includes(context.problem?.status ?? 0), target: 'signedOut' },
        { guard: ({ context }) => context.problem?.status === 426, target: 'incompatible' },
        { target: 'backingOff' },
      ],
    },
    backingOff: { entry: 'backOff', after: { wait: 'connecting' }, on: { ONLINE: 'connecting', POKE: 'connecting' } },
    signedOut: { on: { SIGNED_IN: 'connecting', POKE: 'connecting' } },
    incompatible: { on: { POKE: 'connecting' }, after: { later: 'connecting' } },
    stopped: { on: { GO_ON: { target: 'connecting', actions: assign({ goOn: true, stopped: null }) }, POKE: 'connecting' } },
    ended: { type: 'final' },
  },
});
