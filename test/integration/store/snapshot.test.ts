import { expect, test } from 'vitest';
import { openDatabase } from '#renderer/store/database.ts';
import { shapesOf } from '#renderer/store/heads/head-shape.ts';
import { snapshotOf } from '#renderer/store/index.ts';
import { fold } from '#renderer/store/pages/fold.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { smallRegistry } from '#test/unit/model/small-registry.ts';
import { editDraft, makeParcel, newName, open, openAsAnna } from './open.ts';

test('a snapshot takes the place of all records, is shown at once, and is there after opening again', async () => {
  const name = newName();
  const elsewhere = world(smallRegistry);
  const records = [];
  for (let i = 0; i < 1_050; i++) records.push(await elsewhere.make('parcel', { title: `Sent ${i}` }));
  const workspace = await openAsAnna(name);
  await makeParcel(workspace, 'Here before');
  await workspace.loadSnapshot(await snapshotOf(smallRegistry, records));
  expect((await workspace.page({ kind: 'parcel', limit: 1 })).total).toBe(1_050);
  expect(await workspace.reader.get(records[1_040]?.id ?? '')).toEqual(records[1_040]);
  expect(await workspace.reader.get(await makeParcel(workspace, 'After'))).toMatchObject({ number: 'PCL-1051' });
  await workspace.dispatch(editDraft(records[3]?.id ?? '', { title: 'Edited' }));
  await workspace.close();

  const again = await openAsAnna(name);
  expect((await again.page({ kind: 'parcel', where: [{ column: 'label', op: 'contains', value: 'sent' }], limit: 1 })).total).toBe(1_049);
  expect(await again.reader.get(records[3]?.id ?? '')).toMatchObject({ version: 2, fields: { title: 'Edited' } });
  await again.close();
});

test('what a script decided elsewhere is taken over into an empty workspace, and into no other', async () => {
  const name = newName();
  const elsewhere = world(smallRegistry);
  const performed = [];
  for (let i = 0; i < 30; i++) {
    const id = elsewhere.newId('pcl');
    const made = await elsewhere.try('parcels.create', id, { fields: { title: `Sample ${i}`, insured: true } }, admin);
    const sent = await elsewhere.try('parcels.send', id, { carrier: 'Post' }, admin);
    for (const result of [made, sent]) if (result.ok) performed.push({ actor: admin, execution: result.value });
  }
  const workspace = await open(name);
  expect(await workspace.adopt(performed)).toEqual({ ok: true, value: null });
  expect(await workspace.page({ kind: 'parcel', where: [{ column: 'state', op: 'is', value: 'underway' }], limit: 1 })).toMatchObject({
    total: 30,
  });
  const first = performed[0]?.execution.records[0];
  expect((await workspace.reader.history(first?.id ?? '')).map((event) => [event.type, event.by])).toEqual([
    ['parcel.created', 'admin'],
    ['parcel.sent', 'admin'],
  ]);
  expect(await workspace.reader.lastNumber('parcel')).toBe(30);
  const again = await workspace.adopt(performed);
  expect(!again.ok && again.error.code).toBe('workspace.notEmpty');
  await workspace.close();
});

test('a window whose term is over folds nothing', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  for (let i = 0; i < 5; i++) await makeParcel(workspace, `Parcel ${i}`);
  await workspace.close();
  const database = openDatabase(`countersign-${name}`);
  const leader = (await database.meta.get('leader')) as { term: number } | undefined;
  expect(leader?.term).toBe(1);
  expect(await fold(database, shapesOf(smallRegistry), { term: 0, threshold: 1 })).toBe(0);
  expect(await database.fresh.count()).toBe(7);
  expect(await fold(database, shapesOf(smallRegistry), { term: 1, threshold: 1 })).toBeGreaterThan(7);
  expect(await database.fresh.count()).toBe(0);
  database.close();
});
