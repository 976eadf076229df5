import { expect, test } from 'vitest';
import { deleteDatabase, editDraft, makeParcel, newName, open, openAsAnna, parcelDraft } from './open.ts';

test('what was said to be saved is there after opening again', async () => {
  const name = newName();
  const first = await openAsAnna(name);
  const id = await makeParcel(first, 'Tea', { size: 'small' });
  expect((await first.dispatch(editDraft(id, { title: 'Green tea' }))).ok).toBe(true);
  await first.close();

  const second = await openAsAnna(name);
  expect(await second.reader.get(id)).toMatchObject({
    number: 'PCL-1',
    state: 'packed',
    version: 2,
    fields: { title: 'Green tea', size: 'small' },
  });
  expect(await second.page({ kind: 'parcel' })).toMatchObject({ total: 1, heads: [{ id, label: 'Green tea' }] });
  expect((await second.reader.history(id)).map((event) => event.type)).toEqual(['parcel.created', 'parcel.edited']);
  expect(second.saveState.waiting).toBe(4);
  expect(await second.reader.get(await makeParcel(second, 'Coffee'))).toMatchObject({ number: 'PCL-2' });
  await second.close();
});

test('several drafts stand or fall together', async () => {
  const workspace = await openAsAnna(newName());
  const good = parcelDraft(workspace, 'Good');
  const bad = { ...parcelDraft(workspace, 'Bad'), input: { fields: { size: 'enormous' } } };
  const refused = await workspace.dispatch([good, bad]);
  expect(refused.ok ? [] : refused.error.unmet.map((unmet) => unmet.field)).toEqual(['title', 'size']);
  expect(await workspace.reader.get(good.recordId)).toBeUndefined();
  expect(await workspace.reader.lastNumber('parcel')).toBe(0);

  const both = await workspace.dispatch([good, parcelDraft(workspace, 'Fine')]);
  expect(both.ok && both.value.records.map((record) => record.number)).toEqual(['PCL-1', 'PCL-2']);
  expect(workspace.undoState.undo).toBe('Create 2 parcels');
  await workspace.close();
});

test('a later draft sees what an earlier one of the same dispatch did', async () => {
  const workspace = await openAsAnna(newName());
  const box = parcelDraft(workspace, 'Box');
  const inside = parcelDraft(workspace, 'Inside', { parent: box.recordId });
  expect((await workspace.dispatch([box, inside])).ok).toBe(true);
  expect((await workspace.reader.related('parcel', 'parent', box.recordId)).map((record) => record.id)).toEqual([inside.recordId]);
  await workspace.close();
});

test('reactions are in the same transaction, and everyone hears of all of it', async () => {
  const workspace = await openAsAnna(newName());
  const id = await makeParcel(workspace, 'Tea', { insured: true });
  await workspace.dispatch({ name: 'parcels.send', recordId: id, input: { carrier: 'Post' } });
  const heard: string[] = [];
  workspace.subscribe(({ kinds }) => heard.push([...kinds].toSorted().join(' ')));
  expect((await workspace.dispatch({ name: 'parcels.deliver', recordId: id, input: {} })).ok).toBe(true);
  expect(heard).toContain('note parcel');
  expect(await workspace.reader.related('note', 'parcel', id)).toHaveLength(1);
  await workspace.close();
});

test('nobody signed in: nothing is decided', async () => {
  const workspace = await open(newName());
  const refused = await workspace.dispatch(parcelDraft(workspace, 'Tea'));
  expect(!refused.ok && refused.error.code).toBe('session.none');
  await workspace.close();
});

test('a full disk changes nothing, says so in words, and is over with the next write that works', async () => {
  const workspace = await openAsAnna(newName());
  const id = await makeParcel(workspace, 'Tea');
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no space', 'QuotaExceededError');
  };
  const refused = await workspace.dispatch(editDraft(id, { title: 'Coffee' })).finally(() => {
    IDBObjectStore.prototype.put = put;
  });
  expect(!refused.ok && refused.error.code).toBe('store.full');
  expect(workspace.saveState.trouble?.code).toBe('store.full');
  expect(await workspace.reader.get(id)).toMatchObject({ version: 1, fields: { title: 'Tea' } });
  expect((await workspace.dispatch(editDraft(id, { title: 'Coffee' }))).ok).toBe(true);
  expect(workspace.saveState.trouble).toBeNull();
  expect((await workspace.reader.history(id)).map((event) => event.version)).toEqual([1, 2]);
  await workspace.close();
});

test('a database that goes away is told in words; nothing pretends to be saved', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  await deleteDatabase(`countersign-${name}`);
  const refused = await workspace.dispatch(parcelDraft(workspace, 'Tea'));
  expect(!refused.ok && refused.error.code).toBe('store.closed');
  await workspace.close();
});

test('a clock that is set back makes no event earlier than the one before', async () => {
  const name = newName();
  let time = Date.parse('2026-05-01T10:00:00.000Z');
  const first = await openAsAnna(name, { clock: () => time });
  const id = await makeParcel(first, 'Tea');
  await first.close();
  time = Date.parse('2025-01-01T00:00:00.000Z');
  const second = await openAsAnna(name, { clock: () => time });
  await second.dispatch(editDraft(id, { title: 'Coffee' }));
  const times = (await second.reader.history(id)).map((event) => event.time);
  expect(times).toEqual(times.toSorted());
  expect(new Set(times).size).toBe(2);
  await second.close();
});
