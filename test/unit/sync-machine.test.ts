import { expect, test } from 'vitest';
import { createActor, fromCallback, fromPromise, SimulatedClock } from 'xstate';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { refusal } from '#shared/kernel/refusal.ts';
import { type StepEnd, syncMachine, type SyncEvent } from '#renderer/store/sync/sync.machine.ts';

const NOON = Date.UTC(2026, 10, 2, 12);
type Step = 'connect' | 'found' | 'load' | 'push' | 'pull';
type Answer = StepEnd | ((goOn: boolean) => StepEnd);

/** The machine over answers that a test gives, with a clock that stands still. */
function machine(answers: Partial<Record<Step, Answer | Answer[]>> = {}, { isOnline = true, random = 1 } = {}) {
  const asked: string[] = [];
  const clock = new SimulatedClock();
  let send: ((event: SyncEvent) => void) | undefined;
  const queues = new Map(Object.entries(answers).map(([step, given]) => [step, [given].flat()]));
  const step = (name: Step, usual: StepEnd) =>
    fromPromise<StepEnd, { readonly goOn: boolean }>(async ({ input }) => {
      asked.push(name);
      const queue = queues.get(name) ?? [];
      const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? usual;
      return typeof answer === 'function' ? answer(input.goOn) : answer;
    });
  const actor = createActor(
    syncMachine.provide({
      actors: {
        connect: step('connect', { to: 'follow' }),
        found: step('found', { to: 'load' }),
        load: step('load', { to: 'done' }),
        push: step('push', { to: 'done' }),
        pull: step('pull', { to: 'done' }),
        listen: fromCallback<SyncEvent>(({ sendBack }) => {
          asked.push('listen');
          send = (event) => sendBack(event);
          return () => void (send = undefined);
        }),
      },
    }),
    { clock, input: { isOnline, random: () => random, now: () => NOON + clock.now() } },
  );
  actor.start();
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    actor,
    asked,
    clock,
    settle,
    fromStream: (event: SyncEvent) => send?.(event),
    get isListening() {
      return send !== undefined;
    },
    get state() {
      const { value } = actor.getSnapshot();
      return typeof value === 'string' ? value : Object.values(value)[0];
    },
    get context() {
      return actor.getSnapshot().context;
    },
  };
}
const trouble = (what: Problem): StepEnd => ({ to: 'problem', problem: what });

test('online it connects, listens, pushes and pulls, and is live', async () => {
  const one = machine();
  await one.settle();
  expect(one.state).toBe('live');
  expect(one.asked).toEqual(['connect', 'listen', 'push', 'pull']);
});

test('own commands that come together are pushed together, a little later; what the server has more of is pulled at once', async () => {
  const one = machine();
  await one.settle();
  one.asked.length = 0;
  for (let i = 0; i < 5; i++) one.actor.send({ type: 'WROTE' });
  expect(one.state).toBe('gathering');
  one.clock.increment(100);
  await one.settle();
  expect(one.asked).toEqual(['push', 'pull']);
  one.fromStream({ type: 'MORE' });
  await one.settle();
  expect(one.asked).toEqual(['push', 'pull', 'pull']);
  expect(one.state).toBe('live');
});

test('what is written or heard while it works is not forgotten', async () => {
  const one = machine();
  one.actor.send({ type: 'WROTE' });
  await one.settle();
  one.clock.increment(100);
  await one.settle();
  expect(one.asked.filter((step) => step === 'push')).toHaveLength(1);
  one.actor.send({ type: 'POKE' });
  one.actor.send({ type: 'WROTE' });
  one.actor.send({ type: 'MORE' });
  await one.settle();
  one.clock.increment(100);
  await one.settle();
  expect(one.state).toBe('live');
  expect(one.asked.filter((step) => step === 'push')).toHaveLength(3);
});

test('going offline and online needs nobody', async () => {
  const one = machine({}, { isOnline: false });
  await one.settle();
  expect([one.state, one.asked]).toEqual(['offline', []]);
  one.actor.send({ type: 'ONLINE' });
  await one.settle();
  expect(one.state).toBe('live');
  one.actor.send({ type: 'OFFLINE' });
  expect([one.state, one.isListening]).toEqual(['offline', false]);
});

test('an unreachable server is tried again, later each time, at most every five minutes, and at once when asked', async () => {
  const one = machine({ connect: trouble(problem('unavailable')) });
  const waits: number[] = [];
  for (let i = 0; i < 11; i++) {
    await one.settle();
    expect(one.state).toBe('backingOff');
    waits.push(one.context.wait);
    expect(one.context.nextTryAt).toBe(new Date(NOON + one.clock.now() + one.context.wait).toISOString());
    one.clock.increment(one.context.wait);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1_000));
  await one.settle();
  const before = one.asked.length;
  one.actor.send({ type: 'POKE' });
  expect(one.state).toBe('connecting');
  await one.settle();
  expect(one.asked.length).toBe(before + 1);
});

test('waits are spread by chance, so that many devices do not come at once; after success they begin anew', async () => {
  const one = machine({ connect: [trouble(problem('unavailable')), { to: 'follow' }] }, { random: 0.25 });
  await one.settle();
  expect(one.context.wait).toBe(250);
  one.clock.increment(250);
  await one.settle();
  expect([one.state, one.context.tries, one.context.problem]).toEqual(['live', 0, null]);
});

test('a server that says when to come again is not asked before', async () => {
  const one = machine({ connect: trouble(problem('tooManyAttempts', undefined, { params: { retryAfter: 90 } })) });
  await one.settle();
  expect([one.state, one.context.wait]).toEqual(['backingOff', 90_000]);
});

test('a stream that broke is begun again, and what was missed is pulled', async () => {
  const one = machine();
  await one.settle();
  one.fromStream({ type: 'LOST', problem: null });
  expect(one.state).toBe('backingOff');
  one.clock.increment(1_000);
  await one.settle();
  expect(one.state).toBe('live');
  expect(one.asked).toEqual(['connect', 'listen', 'push', 'pull', 'connect', 'listen', 'push', 'pull']);
});

test.each([
  ['signInNeeded', 'signedOut'],
  ['forbidden', 'signedOut'],
  ['clientTooOld', 'incompatible'],
  ['internal', 'backingOff'],
  ['conflict', 'backingOff'],
] as const)('the problem %s leads to %s, wherever it comes up', async (code, state) => {
  for (const step of ['connect', 'push', 'pull'] as const) {
    const one = machine({ [step]: [trouble(problem(code)), { to: step === 'connect' ? 'follow' : 'done' }] });
    await one.settle();
    expect([one.state, one.context.problem?.status]).toEqual([state, problem(code).status]);
    one.actor.send({ type: 'POKE' });
    await one.settle();
    expect(one.state).toBe('live');
  }
});

test('a pull that cannot go on from where it was loads the pages', async () => {
  const one = machine({ pull: [{ to: 'load' }, { to: 'done' }] });
  await one.settle();
  expect(one.state).toBe('live');
  expect(one.asked).toEqual(['connect', 'listen', 'push', 'pull', 'load', 'listen', 'push', 'pull']);
});

test('a founding comes before loading, and loading before following', async () => {
  const one = machine({ connect: { to: 'found' } });
  await one.settle();
  expect(one.asked).toEqual(['connect', 'found', 'load', 'listen', 'push', 'pull']);
});

test('what a person has to look at stops it until they say to go on', async () => {
  const much = refusal('sync.muchGoes', 'Much would go.');
  const one = machine({ pull: (goOn) => (goOn ? { to: 'done' } : { to: 'stopped', refusal: much }) });
  await one.settle();
  expect([one.state, one.context.stopped]).toEqual(['stopped', much]);
  one.actor.send({ type: 'WROTE' });
  one.actor.send({ type: 'ONLINE' });
  expect(one.state).toBe('stopped');
  one.actor.send({ type: 'GO_ON' });
  await one.settle();
  expect([one.state, one.context.stopped, one.context.goOn]).toEqual(['live', null, false]);
});
