import { describe, expect, test } from 'vitest';
import { createRegistry, defineCapability, type Reaction } from '#shared/model/capability.ts';
import { execute } from '#shared/model/execute.ts';
import { actor, admin, world } from '#test/support/memory-store.ts';
import { note, parcel, smallRegistry } from './small-registry.ts';

const underway = async (w = world(smallRegistry)) => {
  const { id } = await w.make('parcel', { title: 'Books', insured: true });
  await w.do('parcels.send', id, { carrier: 'Hermes' }, admin);
  return { w, id };
};
const withReaction = (then: Reaction['then'], on = 'parcel.delivered') =>
  createRegistry([defineCapability({ name: 'parcels', records: [parcel, note], reactions: [{ on: [on], because: 'A test.', then }] })]);

describe('a command and what follows from it', () => {
  test('happens in one go: the reaction’s events name what caused them, and the system did them', async () => {
    const { w, id } = await underway();
    const done = await w.try('parcels.deliver', id, {}, actor('guest'));
    if (!done.ok) throw new Error(done.error.message);
    const [delivered, noted] = done.value.events;
    expect(delivered).toMatchObject({ type: 'parcel.delivered', by: 'guest' });
    expect(noted).toMatchObject({ type: 'note.created', by: 'system', causedBy: delivered?.id, patch: { text: 'Delivered', parcel: id } });
    expect(noted && delivered && noted.time > delivered.time).toBe(true);
    expect(done.value.records.map(({ kind }) => kind)).toEqual(['parcel', 'note']);
  });

  test('does not happen at all when what follows is refused', async () => {
    const registry = withReaction(async ({ newId }) => [{ name: 'notes.create', recordId: newId('not'), input: { fields: {} } }]);
    const { w, id } = await underway(world(registry));
    const events = w.store.events.length;
    expect(await w.refused('parcels.deliver', id, {}, admin)).toEqual(['field.required']);
    expect(w.store.events).toHaveLength(events);
    expect((await w.get(id)).state).toBe('underway.rolling');
  });

  test('lets a reaction see what the command has just done', async () => {
    const seen: (string | null | undefined)[] = [];
    const registry = withReaction(async ({ reader, record }) => {
      seen.push((await reader.get(record.id))?.state, (await reader.list({ kind: 'parcel' }))[0]?.state);
      return [];
    });
    const { w, id } = await underway(world(registry));
    await w.do('parcels.deliver', id, {}, admin);
    expect(seen).toEqual(['delivered', 'delivered']);
  });

  test('stops a rule that causes itself', async () => {
    const registry = withReaction(
      async ({ newId }) => [{ name: 'notes.create', recordId: newId('not'), input: { fields: { text: 'More' } } }],
      'note.created',
    );
    await expect(world(registry).make('note', { text: 'One' })).rejects.toThrow('caused more than');
  });

  test('`*.created` hears every kind', async () => {
    const heard: string[] = [];
    const registry = withReaction(async ({ event }) => {
      heard.push(event.type);
      return [];
    }, '*.created');
    const w = world(registry);
    await w.make('parcel', { title: 'Books' });
    await w.make('note', { text: 'Hm' });
    expect(heard).toEqual(['parcel.created', 'note.created']);
  });
});

describe('a command that fits nothing', () => {
  const w = world(smallRegistry);

  test.each([
    ['ships.create', w.newId('shp')],
    ['parcels.create', w.newId('not')],
    ['create', w.newId('pcl')],
  ])('%s is refused', async (name, recordId) => {
    const around = { registry: smallRegistry, reader: w.store, newId: w.newId, tick: () => w.clock.tick() };
    expect(await execute(w.command(name, recordId), admin, around)).toMatchObject({ ok: false, error: { code: 'command.unknown' } });
  });

  test('an event of a record that is not here is refused', async () => {
    expect(await w.refused('parcels.deliver', w.newId('pcl'), {}, admin)).toEqual(['record.missing']);
  });
});

test('two kinds with one name, plural or prefix are a bug that is found at once', () => {
  const capability = defineCapability({ name: 'twice', records: [note, { ...note, kind: 'memo', plural: 'memos' }] });
  expect(() => createRegistry([capability])).toThrow('share the prefix not');
});
