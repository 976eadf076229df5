import { expect, test } from 'vitest';
import { CHAIN_START, leafOf, linked } from '#shared/kernel/chain.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { pullStep } from '#shared/sync/pull.ts';
import type { PullLine } from '#shared/sync/protocol.schema.ts';
import type { Remote } from '#shared/sync/remote.ts';
import { TEAMS } from '#test/simulation/world.ts';
import { ANN, BOB, CEM, DEE, edit, note, type SmallWorld, smallWorld } from './small-world.ts';

const changing = (remote: Remote, change: (lines: readonly PullLine[]) => readonly PullLine[]): Remote => ({
  ...remote,
  async pull(query) {
    const pulled = await remote.pull(query);
    return pulled.ok ? { ok: true, value: change(pulled.value) } : pulled;
  },
});

const titleOf = (world: SmallWorld, index: number, id: string) => world.device(index).disk.records.get(id)?.fields['title'];

test.each([
  [
    'a line that was changed',
    (lines: readonly PullLine[]) =>
      lines.map((line) => ('body' in line ? { ...line, body: { ...line.body, arrivedAt: '2020-01-01T00:00:00.000Z' } } : line)),
  ],
  ['a line that is missing', (lines: readonly PullLine[]) => lines.slice(1)],
  [
    'an end that is not that of the lines',
    (lines: readonly PullLine[]) => lines.map((line) => ('through' in line ? { ...line, hash: CHAIN_START } : line)),
  ],
  ['an answer without an end', (lines: readonly PullLine[]) => lines.slice(0, -1)],
])('a log with %s is not followed, and nothing of it is applied', async (_what, change) => {
  const world = await smallWorld();
  await world.give(BOB, edit(world.first(BOB, 'note'), { title: 'new' }));
  await world.push(BOB);
  const before = structuredClone(world.device(CEM).disk);
  expect(await world.pull(CEM, changing(world.remote(CEM), change))).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.chain' } });
  expect(world.device(CEM).disk).toEqual(before);
});

test('a log that does not go through a checkpoint that was seen, or is shorter, is not followed', async () => {
  const world = await smallWorld();
  const { disk } = world.device(CEM);
  await world.give(BOB, edit(world.first(BOB, 'note'), { title: 'new' }));
  await world.push(BOB);
  const { seq } = world.hub.store.memory('ten').head;
  const seen = { epoch: 'log', seq, hash: CHAIN_START, at: world.now(), keyId: 'k', signature: '00' };
  const { link } = disk;
  disk.link = { ...link, checkpoints: [seen] };
  expect(await world.pull(CEM)).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.chain' } });
  disk.link = { ...link, checkpoints: [{ ...seen, seq: seq + 5 }] };
  expect(await world.pull(CEM)).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.chain' } });
  disk.link = link;
  expect(await world.pull(CEM)).toMatchObject({ outcome: 'pulled' });
});

test('kinds and events that this version does not know are kept', async () => {
  const world = await smallWorld();
  const { disk } = world.device(CEM);
  const time = '2026-11-02T09:00:00.000Z-0000-new' as HybridTime;
  const id = (prefix: string) => world.device(CEM).newId(prefix);
  const event = {
    id: id('evt'),
    type: 'hologram.projected',
    v: 3,
    recordId: id('hol'),
    kind: 'hologram',
    commandId: id('cmd'),
    version: 1,
    at: world.now(),
    time,
    by: 'per',
    patch: { depth: 3 },
  };
  const body = { type: 'event' as const, event, command: event.commandId, device: null, arrivedAt: world.now() };
  const { seq, hash } = disk.link.cursor;
  const end = { through: seq + 1, hash: linked(hash, leafOf(canonicalJson(body))), head: seq + 1, checkpoint: null };
  const remote = changing(world.remote(CEM), () => [{ seq: seq + 1, body }, end]);
  expect(await world.pull(CEM, remote)).toMatchObject({ outcome: 'pulled', lines: 1, latest: time });
  expect(disk.records.get(event.recordId)).toMatchObject({ kind: 'hologram', fields: { depth: 3 }, version: 1 });
});

test('an event that does not fit the copy that is here asks for the pages anew', async () => {
  const world = await smallWorld();
  const one = world.first(BOB, 'note');
  await world.give(BOB, edit(one, { title: 'new' }));
  await world.push(BOB);
  world.device(CEM).disk.records.delete(one.id);
  expect(await world.pull(CEM)).toEqual({ outcome: 'startOver', reason: 'copy' });
});

test('[DA2.6] two who edited one field offline both see both values; who was not concerned is not bothered', async () => {
  const world = await smallWorld();
  const one = world.first(BOB, 'note');
  await world.give(BOB, edit(one, { title: 'of Bob' }));
  await world.give(CEM, edit(one, { title: 'of Cem' }));
  await world.sync(CEM, BOB, CEM, DEE);
  expect([BOB, CEM, DEE].map((index) => titleOf(world, index, one.id))).toEqual(['of Cem', 'of Cem', 'of Cem']);
  const conflict = { field: 'title', base: one.fields['title'], given: 'of Bob', other: 'of Cem', kept: 'other' };
  for (const index of [BOB, CEM])
    expect([...world.device(index).disk.attention.values()]).toMatchObject([
      { type: 'conflict', recordId: one.id, conflicts: [conflict], by: world.device(BOB).personId, otherBy: world.device(CEM).personId },
    ]);
  expect(world.device(DEE).disk.attention.size).toBe(0);
});

test('a refused command leaves the view and waits with its reason and both versions; what needs it is refused with it', async () => {
  const world = await smallWorld();
  const recordId = world.device(BOB).newId('prp');
  const fields = { title: 'P', plan: 'p', both: false, first: world.device(CEM).personId, second: world.device(DEE).personId };
  await world.give(ANN, { name: 'people.edit', recordId: world.device(BOB).personId, input: { fields: { roles: [] } } });
  const made = await world.give(BOB, { name: 'proposals.create', recordId, input: { fields } });
  const asked = await world.give(BOB, { name: 'proposals.ask', recordId, input: {} });
  await world.sync(ANN);
  await world.pull(BOB);
  const { disk } = world.device(BOB);
  expect(disk.records.has(recordId)).toBe(false);
  expect([...disk.outbox.values()].map(({ expected }) => expected?.code)).toEqual(['proposal.create.refused', 'sync.dependency']);

  await world.sync(BOB);
  expect(await world.pendingNames(BOB)).toEqual([]);
  expect([...disk.attention.values()]).toMatchObject([
    { id: made, type: 'refused', refusal: { code: 'proposal.create.refused' }, now: null },
    { id: asked, type: 'refused', refusal: { code: 'sync.dependency' }, now: null },
  ]);
});

test('a number that was given elsewhere meanwhile moves the ones that are predicted', async () => {
  const world = await smallWorld();
  const mine = note(world, BOB, 'mine');
  await world.give(BOB, mine);
  await world.give(BOB, note(world, BOB, 'mine too'));
  await world.give(CEM, note(world, CEM, 'theirs'));
  await world.sync(CEM);
  await world.pull(BOB);
  const numbers = () =>
    [...world.device(BOB).disk.records.values()]
      .flatMap(({ kind, number }) => (kind === 'note' ? (number ?? []) : []))
      .toSorted((a, b) => (a < b ? -1 : 1));
  expect(world.device(BOB).disk.records.get(mine.recordId)?.number).toBe('NTE-4');
  expect(numbers()).toEqual(['NTE-1', 'NTE-2', 'NTE-3', 'NTE-4', 'NTE-5']);
  await world.sync(BOB);
  expect(numbers()).toEqual(['NTE-1', 'NTE-2', 'NTE-3', 'NTE-4', 'NTE-5']);
});

test('what the system did here for a deadline is a prediction: it is taken back by the next pull that reached the end', async () => {
  const world = await smallWorld();
  const { replica, disk } = world.device(BOB);
  const one = world.first(BOB, 'note');
  const done = await replica.dispatch(edit(one, { body: 'by the clock' }), SYSTEM);
  expect(done.ok).toBe(true);
  await world.give(BOB, edit(one, { secret: 'x' }));
  expect((await world.push(BOB)).outcome).toBe('pushed');
  await world.sync(BOB);
  expect(disk.records.get(one.id)?.fields).toEqual({ ...one.fields, secret: 'x' });
  expect(await world.pendingNames(BOB)).toEqual([]);
});

test('a pull that would take more than a fifth away stops and asks, and goes on when it is wanted', async () => {
  const world = await smallWorld();
  const { disk, replica } = world.device(DEE);
  for (let i = 0; i < 45; i++) await world.give(BOB, note(world, BOB, `note ${i}`));
  await world.sync(BOB, DEE);
  for (const { id, kind } of disk.records.values())
    if (kind === 'note') await world.give(BOB, { name: 'notes.edit', recordId: id, input: { fields: { team: TEAMS[0] ?? '' } } });
  await world.push(BOB);
  const size = disk.records.size;
  expect(await world.pull(DEE)).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.muchGoes', params: { all: size } } });
  expect(disk.records.size).toBe(size);
  const asked = { replica, remote: world.remote(DEE), now: world.now(), goOn: true };
  expect(await pullStep(asked)).toMatchObject({ outcome: 'pulled' });
  expect([...disk.records.values()].filter(({ kind }) => kind === 'note')).toEqual([]);
});
