import { expect, test } from 'vitest';
import { problem } from '#shared/kernel/problem.ts';
import { CHAIN_START } from '#shared/kernel/chain.ts';
import { TEAMS } from '#test/simulation/world.ts';
import { ANN, BOB, CEM, edit, note, smallWorld } from './small-world.ts';

test('an interrupted load goes on with the pages that are missing', async () => {
  const world = await smallWorld();
  await world.give(BOB, note(world, BOB, 'one'));
  await world.sync(BOB);
  await world.hub.store.makePages('ten');
  const remote = world.remote(CEM);
  let asked = 0;
  const breaking = {
    ...remote,
    page: async (digest: string) => (++asked > 0 ? { ok: false as const, error: problem('unavailable') } : remote.page(digest)),
  };
  expect(await world.load(CEM, breaking)).toMatchObject({ outcome: 'problem' });
  expect(await world.load(CEM)).toMatchObject({ outcome: 'loaded', fetched: 1 });
  expect(await world.load(CEM)).toMatchObject({ outcome: 'loaded', fetched: 0 });
});

test('a page that came damaged is not kept', async () => {
  const world = await smallWorld();
  const { disk } = world.device(CEM);
  disk.pages.clear();
  const remote = { ...world.remote(CEM), page: async () => ({ ok: true as const, value: new Uint8Array([1, 2, 3]) }) };
  expect(await world.load(CEM, remote)).toMatchObject({ outcome: 'problem', problem: { status: 503 } });
  expect(disk.pages.size).toBe(0);
});

test('[DA2.6] a device that was off for long starts from a snapshot and keeps its outbox; what was refused meanwhile still waits', async () => {
  const world = await smallWorld();
  const one = world.first(CEM, 'note');
  await world.give(CEM, edit(one, { body: 'still to be sent' }));
  await world.give(CEM, note(world, CEM, 'to be refused'));
  await world.push(CEM, { most: 1, unread: 0 });
  await world.give(ANN, { name: 'people.edit', recordId: world.device(CEM).personId, input: { fields: { roles: [] } } });
  await world.sync(ANN);
  world.device(CEM).faults.push('noAnswer');
  await world.push(CEM);
  await world.hub.store.makePages('ten');

  expect(await world.load(CEM)).toMatchObject({ outcome: 'loaded' });
  expect(await world.pendingNames(CEM)).toEqual(['notes.edit', 'notes.create']);
  await world.sync(CEM);
  expect(await world.pendingNames(CEM)).toEqual([]);
  expect(world.device(CEM).disk.records.get(one.id)?.fields['body']).toBe('still to be sent');
  expect([...world.device(CEM).disk.attention.values()]).toMatchObject([{ type: 'refused', refusal: { code: 'note.create.refused' } }]);
});

test('a snapshot from before is followed from there, through what was seen already', async () => {
  const world = await smallWorld();
  await world.give(BOB, note(world, BOB, 'one'));
  await world.sync(BOB, CEM);
  const { disk } = world.device(CEM);
  const { cursor } = disk.link;
  expect(await world.load(CEM)).toMatchObject({ outcome: 'loaded' });
  expect(disk.link.cursor.seq).toBeLessThan(cursor.seq);
  expect(disk.link.farthest).toEqual(cursor);
  disk.link = { ...disk.link, farthest: { ...cursor, hash: CHAIN_START } };
  expect(await world.pull(CEM)).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.chain' } });
  disk.link = { ...disk.link, farthest: cursor };
  await world.sync(CEM);
  expect(disk.link).toMatchObject({ cursor, farthest: null });
});

test('a snapshot that does not continue what was seen is not taken', async () => {
  const world = await smallWorld();
  await world.give(BOB, note(world, BOB, 'one'));
  await world.sync(BOB);
  await world.hub.store.makePages('ten');
  const remote = world.remote(CEM);
  const forged = {
    ...remote,
    manifest: async () => {
      const manifest = await remote.manifest();
      return manifest.ok ? { ok: true as const, value: { ...manifest.value, hash: CHAIN_START } } : manifest;
    },
  };
  expect(await world.load(CEM, forged)).toMatchObject({ outcome: 'stopped', refusal: { code: 'sync.chain' } });
});

test('who comes into a team starts over and sees what is restricted to it; who leaves it keeps nothing of it', async () => {
  const world = await smallWorld();
  const id = world.device(BOB).newId('nte');
  await world.give(BOB, { name: 'notes.create', recordId: id, input: { fields: { title: 'ours', team: TEAMS[0] ?? '' } } });
  await world.sync(BOB, CEM);
  const { disk } = world.device(CEM);
  expect(disk.records.has(id)).toBe(false);
  const move = async (team: string | null) => {
    await world.give(ANN, { name: 'people.edit', recordId: world.device(CEM).personId, input: { fields: { team } } });
    await world.sync(ANN);
    expect(await world.pull(CEM)).toMatchObject({ outcome: 'startOver', reason: 'scope' });
    await world.load(CEM);
    await world.sync(CEM);
  };
  await move(TEAMS[0] ?? '');
  expect(disk.records.get(id)?.fields['title']).toBe('ours');
  await move(null);
  expect(disk.records.has(id)).toBe(false);
  expect(disk.events.has(id)).toBe(false);
});
