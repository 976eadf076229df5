import { expect, test, vi } from 'vitest';
import type { Draft } from '#shared/model/record.ts';
import { digestOfWorkspace, type OpenedWorkspace } from '#renderer/store/index.ts';
import { editDraft, makeParcel, newName, openAsAnna, parcelDraft } from './open.ts';

const parcels = (workspace: OpenedWorkspace, count: number): Draft[] =>
  Array.from({ length: count }, (_, i) => parcelDraft(workspace, `Parcel ${i}`, { size: i % 2 === 0 ? 'small' : 'large' }));

test('a bulk keeps the good ones, reports the others by position, and is there after opening again', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  const drafts = parcels(workspace, 2_500);
  const wrong = { ...drafts[7], input: { fields: { title: '' } } } as Draft;
  drafts[7] = wrong;
  const progress: number[] = [];
  const report = await workspace.bulk(drafts, { onProgress: ({ done }) => progress.push(done) });
  expect(report).toMatchObject({ accepted: 2_499, unchanged: 0, canceled: false });
  expect(report.refused.map(({ index, refusal }) => [index, refusal.unmet[0]?.field])).toEqual([[7, 'title']]);
  expect(progress).toEqual([1_000, 2_000, 2_500]);
  expect(workspace.undoState.undo).toBe('Create 2500 parcels');
  expect((await workspace.page({ kind: 'parcel', where: [{ column: 'size', op: 'is', value: 'large' }], limit: 5 })).total).toBe(1_249);
  await workspace.close();

  const again = await openAsAnna(name);
  expect((await again.page({ kind: 'parcel', limit: 1 })).total).toBe(2_499);
  const last = await again.reader.get(drafts[2_499]?.recordId ?? '');
  expect(last).toMatchObject({ number: 'PCL-2499', fields: { title: 'Parcel 2499' } });
  expect(await again.reader.history(last?.id ?? '')).toHaveLength(1);
  expect(await again.reader.get(await makeParcel(again, 'One more'))).toMatchObject({ number: 'PCL-2500' });
  await again.close();
});

test('commands after a bulk change records that lie in pages, and a bulk changes records that are fresh', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  const drafts = parcels(workspace, 600);
  await workspace.bulk(drafts);
  const ids = drafts.map((draft) => draft.recordId);
  expect((await workspace.dispatch(editDraft(ids[5] ?? '', { title: 'By hand' }))).ok).toBe(true);
  const report = await workspace.bulk(ids.map((id, i) => editDraft(id, i === 5 ? { title: 'By hand' } : { title: `Again ${i}` })));
  expect(report).toMatchObject({ accepted: 599, unchanged: 1, refused: [] });
  const check = async (one: OpenedWorkspace) => {
    expect(await one.reader.get(ids[5] ?? '')).toMatchObject({ version: 2, fields: { title: 'By hand' } });
    expect(await one.reader.get(ids[6] ?? '')).toMatchObject({ version: 2, fields: { title: 'Again 6', size: 'small' } });
    expect((await one.page({ kind: 'parcel', where: [{ column: 'label', op: 'contains', value: 'again' }], limit: 1 })).total).toBe(599);
  };
  await check(workspace);
  await workspace.close();
  const again = await openAsAnna(name);
  await check(again);
  await again.close();
});

test('a bulk is one step: undone and done again as a whole', async () => {
  const workspace = await openAsAnna(newName());
  const ids = parcels(workspace, 1_200);
  await workspace.bulk(ids);
  const live = async () => (await workspace.page({ kind: 'parcel', limit: 1 })).total;
  expect(await live()).toBe(1_200);
  expect((await workspace.undo()).ok).toBe(true);
  expect(await live()).toBe(0);
  expect(workspace.undoState).toEqual({ undo: null, redo: 'Create 1200 parcels' });
  expect((await workspace.redo()).ok).toBe(true);
  expect(await live()).toBe(1_200);
  await workspace.close();
});

test('a canceled bulk keeps what it had written and says so', async () => {
  const workspace = await openAsAnna(newName());
  const cancel = new AbortController();
  const report = await workspace.bulk(parcels(workspace, 3_000), { signal: cancel.signal, onProgress: () => cancel.abort() });
  expect(report).toMatchObject({ accepted: 1_000, canceled: true });
  expect((await workspace.page({ kind: 'parcel', limit: 1 })).total).toBe(1_000);
  await workspace.close();
});

test('another window sees a bulk', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const two = await openAsAnna(name);
  const drafts = parcels(one, 1_500);
  const writing = one.bulk(drafts);
  const own = await makeParcel(two, 'From the other window');
  await writing;
  await vi.waitFor(async () => expect((await two.page({ kind: 'parcel', limit: 1 })).total).toBe(1_501));
  expect(await two.reader.get(drafts[1_400]?.recordId ?? '')).toMatchObject({ fields: { title: 'Parcel 1400' } });
  expect((await one.page({ kind: 'parcel', limit: 1 })).total).toBe(1_501);
  expect(await one.reader.get(own)).toBeDefined();
  await Promise.all([one.close(), two.close()]);
});

test('folding rows into pages keeps every record, every event and every answer', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  const drafts = parcels(workspace, 1_300);
  await workspace.bulk(drafts);
  const ids = drafts.map((draft) => draft.recordId as string);
  for (const id of ids.filter((_, i) => i % 40 === 0)) await workspace.dispatch(editDraft(id, { title: `Edited ${id}` }));
  for (let i = 0; i < 5; i++) ids.push(await makeParcel(workspace, `Late ${i}`));
  await workspace.bulk(ids.slice(200, 700).map((id) => editDraft(id, { size: 'large' })));
  const before = await digestOfWorkspace(name);
  const records = await workspace.reader.many(ids);
  const list = await workspace.page({ kind: 'parcel', sort: [{ column: 'label' }] });

  await workspace.tidy(1);
  expect(await digestOfWorkspace(name)).toBe(before);
  await workspace.close();
  const again = await openAsAnna(name);
  expect(await again.reader.many(ids)).toEqual(records);
  expect(await again.page({ kind: 'parcel', sort: [{ column: 'label' }] })).toEqual(list);
  expect((await again.reader.history(ids[200] ?? '')).map((event) => event.version)).toEqual([1, 2, 3]);
  expect((await again.dispatch(editDraft(ids[0] ?? '', { title: 'After folding' }))).ok).toBe(true);
  await again.tidy(1);
  expect(await again.reader.get(ids[0] ?? '')).toMatchObject({ version: 3, fields: { title: 'After folding' } });
  await again.close();
});
