import { expect, test } from 'vitest';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { parcel, note } from '#test/unit/model/small-registry.ts';
import { registry as keptApart } from './kept-apart.ts';
import { serverWorld, type ServerWorld, TENANT, valueOf } from './server-world.ts';

const registry = createRegistry([
  ...keptApart.capabilities,
  defineCapability({
    name: 'parcels',
    records: [parcel, note],
    reactions: [
      {
        on: ['parcel.lost'],
        because: 'A parcel whose loss cannot be told to anybody is not lost: for the test of a deadline that is refused.',
        then: async ({ record }) =>
          record.fields['size'] === 'large' ? [{ name: 'parcels.send', recordId: record.id, input: { carrier: 'nobody' } }] : [],
      },
    ],
  }),
]);

/** Parcels under way, due in an hour. */
async function underway(...sizes: readonly ('small' | 'large')[]) {
  const world = await serverWorld({ registry });
  const dueAt = new Date(world.now() + 3_600_000).toISOString();
  const ids = [];
  for (const size of sizes) {
    const { id } = await world.make('parcel', { title: 'Spare parts', size: 'small', insured: true, dueAt });
    await world.system({ name: 'parcels.send', recordId: id, input: { carrier: 'UPS' } });
    if (size === 'large') await world.system({ name: 'parcels.edit', recordId: id, input: { fields: { size } } });
    ids.push(id);
  }
  return { world, ids };
}

const states = (world: ServerWorld, ids: readonly string[]) => ids.map((id) => world.get(id).state);

test('what is due is done once, by whichever of several servers is first', async () => {
  const { world, ids } = await underway('small', 'small', 'small');
  const servers = [world.server, world.another(), world.another()];
  expect(await Promise.all(servers.map((server) => server.settleDue(TENANT)))).toEqual([0, 0, 0]);
  world.pass(60);
  const done = await Promise.all(servers.flatMap((server) => [server.settleDue(TENANT), server.settleDue(TENANT)]));
  expect(done.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 3]);
  expect(states(world, ids)).toEqual(['lost', 'lost', 'lost']);
  for (const id of ids) expect(world.memory.events(id).filter(({ type }) => type === 'parcel.lost')).toHaveLength(1);
});

test('a deadline that is refused holds up no other, is no line, and is owed again', async () => {
  const { world, ids } = await underway('large', 'small');
  world.pass(60);
  expect(await world.server.settleDue(TENANT)).toBe(1);
  expect(states(world, ids)).toEqual(['underway.rolling', 'lost']);
  expect(world.memory.lines.every(({ body }) => body.type === 'event')).toBe(true);
  const { seq } = world.memory.head;
  expect(await world.server.settleDue(TENANT)).toBe(0);
  expect([world.memory.head.seq, world.logged.filter((event) => event === 'due.refused').length]).toEqual([seq, 2]);
  await world.system({ name: 'parcels.edit', recordId: ids[0] ?? world.newId('pcl'), input: { fields: { size: 'small' } } });
  expect(await world.server.settleDue(TENANT)).toBe(1);
});

test('nobody can take the place of a deadline by pushing a command with its id first', async () => {
  const { world, ids } = await underway('small');
  world.pass(60);
  const twin = await underway('small');
  twin.world.pass(60);
  await twin.world.server.settleDue(TENANT);
  const owed = twin.world.memory.lines.at(-1)?.body.command;
  const mallory = await world.someone('Mallory');
  const command = mallory.command('parcels.comment', ids[0] ?? '', { text: 'x' }, owed === undefined ? {} : { id: owed });
  expect(await mallory.push([mallory.next(command)])).toMatchObject({ ok: false, error: { status: 422 } });
  expect(await world.server.settleDue(TENANT)).toBe(1);
});

test('what the system gives at once stands as a whole, or not at all', async () => {
  const world = await serverWorld();
  const { seq } = world.memory.head;
  const drafts = [
    { name: 'dossiers.create', recordId: world.newId('dos'), input: { fields: { title: 'x' } } },
    { name: 'dossiers.create', recordId: world.newId('dos'), input: { fields: {} } },
  ];
  expect(await world.server.giveAsSystem(TENANT, drafts)).toMatchObject({ ok: false, error: { code: 'dossier.create.refused' } });
  expect(world.memory.head.seq).toBe(seq);
  expect(valueOf(await world.server.giveAsSystem(TENANT, drafts.slice(0, 1)))).toBe(1);
});
