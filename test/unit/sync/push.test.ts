import { expect, test } from 'vitest';
import { problem } from '#shared/kernel/problem.ts';
import { FULL_PACE, type PushPace, pushStep } from '#shared/sync/push.ts';
import { BOB, CEM, edit, note, pushingThrough, type SmallWorld, smallWorld } from './small-world.ts';

/** Pushes until there is nothing to push, or nothing more can be done about it. */
async function pushAll(world: SmallWorld, index: number, remote: ReturnType<typeof pushingThrough>, most = 30): Promise<void> {
  let pace: PushPace = FULL_PACE;
  for (let tries = 0; tries < most; tries++) {
    const done = await world.push(index, pace, remote);
    ({ pace } = done);
    if (done.outcome === 'idle') return;
  }
}

test('[DA2.6] a command that the server cannot read is found, set aside with the reason, and stands in nobody’s way', async () => {
  const world = await smallWorld();
  for (const title of ['one', 'two', 'poison', 'four', 'five']) await world.give(BOB, note(world, BOB, title));
  const isPoison = (text: string) => text.includes('poison');
  const remote = pushingThrough(world.remote(BOB), (request) =>
    isPoison(JSON.stringify(request)) ? problem('invalidInput', 'Not JSON.') : undefined,
  );
  await pushAll(world, BOB, remote);

  const { disk } = world.device(BOB);
  expect(remote.asked.slice(0, 3).map(({ commands }) => commands.length)).toEqual([5, 5, 5]);
  expect([...disk.attention.values()]).toMatchObject([
    { type: 'refused', refusal: { code: 'sync.poison' }, pending: { command: { input: { fields: { title: 'poison' } } } } },
  ]);
  await world.sync(BOB);
  expect(await world.pendingNames(BOB)).toEqual([]);
  expect([...disk.records.values()].filter(({ kind }) => kind === 'note').map(({ fields }) => fields['title'])).toEqual(
    expect.arrayContaining(['one', 'two', 'four', 'five']),
  );
  expect([...disk.records.values()].some(({ fields }) => fields['title'] === 'poison')).toBe(false);

  await world.give(BOB, note(world, BOB, 'six'));
  await world.sync(BOB);
  expect(world.hub.store.memory('ten').devices.get('dev1')?.lastSeq).toBe(6);
});

test('a batch that is too large is halved until it fits', async () => {
  const world = await smallWorld();
  for (const title of ['one', 'two', 'three', 'four', 'five']) await world.give(BOB, note(world, BOB, title));
  const remote = pushingThrough(world.remote(BOB), ({ commands }) => (commands.length > 2 ? problem('tooLarge') : undefined));
  await pushAll(world, BOB, remote);
  expect(remote.asked.map(({ commands }) => commands.length)).toEqual([5, 3, 2, 3, 2, 1]);
});

test('a batch holds as many commands and bytes as are allowed, and at least one', async () => {
  const world = await smallWorld();
  for (const title of ['one', 'two', 'three']) await world.give(BOB, note(world, BOB, title));
  const remote = pushingThrough(world.remote(BOB), () => problem('unavailable'));
  const { replica } = world.device(BOB);
  for (const limits of [
    { commands: 2, bytes: 1 << 20 },
    { commands: 500, bytes: 10 },
  ])
    await pushStep({ replica, remote, now: world.now(), limits });
  expect(remote.asked.map(({ commands }) => commands.length)).toEqual([2, 1]);
});

test('an answer that was lost is asked for again, and nothing is done twice', async () => {
  const world = await smallWorld();
  await world.give(BOB, note(world, BOB, 'one'));
  world.device(BOB).faults.push('noAnswer');
  expect(await world.push(BOB)).toMatchObject({ outcome: 'problem' });
  const { head } = world.hub.store.memory('ten');
  expect(await world.push(BOB)).toMatchObject({ outcome: 'pushed' });
  expect(world.hub.store.memory('ten').head).toEqual(head);
  await world.sync(BOB);
  expect(await world.pendingNames(BOB)).toEqual([]);
});

test('what a restored server has lost is sent again', async () => {
  const world = await smallWorld();
  await world.give(BOB, note(world, BOB, 'one'));
  await world.push(BOB);
  const memory = world.hub.store.memory('ten');
  const device = memory.devices.get('dev1');
  if (device) memory.devices.set('dev1', { ...device, lastSeq: 0 });
  memory.verdicts.clear();
  await world.give(BOB, note(world, BOB, 'two'));
  expect(await world.push(BOB)).toMatchObject({ outcome: 'again' });
  const remote = pushingThrough(world.remote(BOB), () => problem('unavailable'));
  await world.push(BOB, FULL_PACE, remote);
  expect(remote.asked).toMatchObject([{ previous: 0, commands: [{ seq: 1 }, { seq: 2 }] }]);
});

test('a command says which earlier ones it needs; who gave it and what the system did are not sent', async () => {
  const world = await smallWorld();
  const made = {
    name: 'proposals.create',
    recordId: world.device(CEM).newId('prp'),
    input: { fields: { title: 'P', plan: 'p', both: false, first: world.device(BOB).personId, second: world.device(CEM).personId } },
  };
  const create = await world.give(CEM, made);
  const ask = await world.give(CEM, { name: 'proposals.ask', recordId: made.recordId, input: {} });
  await world.give(CEM, { name: 'proposals.drop', recordId: made.recordId, input: {} });
  await world.give(CEM, edit(world.first(CEM, 'note'), { body: 'x' }));
  const remote = pushingThrough(world.remote(CEM), () => problem('unavailable'));
  await world.push(CEM, FULL_PACE, remote);
  expect(remote.asked[0]?.commands.map(({ dependsOn, by }) => [dependsOn, by])).toEqual([
    [undefined, undefined],
    [[create], undefined],
    [[create, ask], undefined],
    [undefined, undefined],
  ]);
});
