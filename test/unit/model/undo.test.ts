import { expect, test } from 'vitest';
import type { RecordEvent } from '#shared/model/record.ts';
import { undoOf } from '#shared/model/undo.ts';
import { admin, world, type World } from '#test/support/memory-store.ts';
import { smallRegistry } from './small-registry.ts';

async function done(w: World, name: string, id: string, input = {}): Promise<readonly RecordEvent[]> {
  const result = await w.try(name, id, input, admin);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.events;
}
const undo = async (w: World, events: readonly RecordEvent[]) => {
  const back = await undoOf(events, smallRegistry, w.store);
  return back.ok ? back.value : back.error.unmet.map(({ code }) => code);
};

test('an edit is undone by an edit that says which command it takes back', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books', size: 'small' });
  const events = await done(w, 'parcels.edit', id, { fields: { title: 'Maps', insured: true } });
  expect(await undo(w, events)).toEqual([
    { name: 'parcels.edit', recordId: id, input: { fields: { title: 'Books', insured: null } }, undoes: events[0]?.commandId },
  ]);
});

test('an edit of a field that was changed again since is not undone', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books' });
  const events = await done(w, 'parcels.edit', id, { fields: { title: 'Maps' } });
  await w.do('parcels.edit', id, { fields: { title: 'Globes' } }, admin);
  expect(await undo(w, events)).toEqual(['undo.changedSince']);
  await w.do('parcels.edit', id, { fields: { title: 'Maps', insured: true } }, admin);
  expect(await undo(w, events)).toMatchObject([{ input: { fields: { title: 'Books' } } }]);
});

test('making and putting away are each other’s way back', async () => {
  const w = world(smallRegistry);
  const id = w.newId('pcl');
  const made = await done(w, 'parcels.create', id, { fields: { title: 'Books' } });
  expect(await undo(w, made)).toMatchObject([{ name: 'parcels.archive' }]);
  expect(await undo(w, await done(w, 'parcels.archive', id))).toMatchObject([{ name: 'parcels.restore' }]);
  expect(await undo(w, await done(w, 'parcels.restore', id))).toMatchObject([{ name: 'parcels.archive' }]);
});

test('what was said stays said, and an event without a way back says so', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books', insured: true });
  expect(await undo(w, await done(w, 'parcels.comment', id, { text: 'Hm' }))).toEqual(['undo.said']);
  expect(await undo(w, await done(w, 'parcels.send', id, { carrier: 'Hermes' }))).toEqual(['undo.noWayBack']);
});

test('what a rule did is not undone apart from what caused it', async () => {
  const w = world(smallRegistry);
  const { id } = await w.make('parcel', { title: 'Books', insured: true });
  await w.do('parcels.send', id, { carrier: 'Hermes' }, admin);
  const events = await done(w, 'parcels.deliver', id);
  expect(events).toHaveLength(2);
  expect(await undo(w, events)).toEqual(['undo.noWayBack']);
});
