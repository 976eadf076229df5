import { expect, test, vi } from 'vitest';
import { editDraft, makeParcel, newName, openAsAnna } from './open.ts';

test('full text: all words, by their beginning, nearly from five letters on; kept in step with changes', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  const tea = await makeParcel(workspace, 'Green tea from Assam');
  const pot = await makeParcel(workspace, 'Porcelain teapot, green');
  await makeParcel(workspace, 'Coffee mill');
  const labels = async (text: string) => (await workspace.search(text)).map((head) => head.label);

  // Before the index is there, labels and numbers answer.
  expect(workspace.searchState.isReady).toBe(false);
  expect(await labels('teapot')).toEqual(['Porcelain teapot, green']);
  expect(await labels('PCL-3')).toEqual(['Coffee mill']);

  await workspace.page({ kind: 'parcel' });
  await vi.waitFor(() => expect(workspace.searchState).toMatchObject({ isReady: true, total: 5 }), { timeout: 5_000 });
  expect((await labels('green tea')).toSorted()).toEqual(['Green tea from Assam', 'Porcelain teapot, green']);
  expect(await labels('green assam')).toEqual(['Green tea from Assam']);
  expect(await labels('porcelan')).toEqual(['Porcelain teapot, green']);
  expect(await labels('mila')).toEqual([]);
  expect(await labels('PCL-3')).toEqual(['Coffee mill']);
  expect((await workspace.search('anna'))[0]?.kind).toBe('note');
  expect(await workspace.search('anna', { kinds: ['parcel'] })).toEqual([]);

  await workspace.dispatch(editDraft(tea, { title: 'Black tea' }));
  expect(await labels('assam')).toEqual([]);
  expect(await labels('black')).toEqual(['Black tea']);
  await workspace.dispatch({ name: 'parcels.archive', recordId: pot, input: {} });
  expect(await labels('porcelain')).toEqual([]);
  expect(await workspace.page({ kind: 'parcel', text: 'tea', archived: 'only' })).toMatchObject({ total: 1, heads: [{ id: pot }] });
  expect(await workspace.tally({ kind: 'parcel', text: 'tea' }, 'state')).toEqual(new Map([['packed', 1]]));
  await workspace.close();
});
