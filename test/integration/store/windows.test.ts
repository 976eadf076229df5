import { expect, test, vi } from 'vitest';
import { makeParcel, editDraft, newName, openAsAnna, parcelDraft } from './open.ts';

test('two windows write at the same time: every number once, every command once, no gap', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const two = await openAsAnna(name);
  const windows = [one, two] as const;
  const results = await Promise.all(
    Array.from({ length: 40 }, (_, i) => {
      const window = windows[i % 2] ?? one;
      return window.dispatch(parcelDraft(window, `Parcel ${i}`));
    }),
  );
  expect(results.every((result) => result.ok)).toBe(true);
  await vi.waitFor(async () => {
    for (const window of windows) expect((await window.page({ kind: 'parcel' })).total).toBe(40);
  });
  const { heads } = await one.page({ kind: 'parcel', sort: [{ column: 'number' }] });
  expect(heads.map((head) => head.number)).toEqual(Array.from({ length: 40 }, (_, i) => `PCL-${i + 1}`));
  expect(one.saveState.waiting).toBe(42);
  await Promise.all(windows.map((window) => window.close()));
});

test('two windows change the same record: both changes stand, the second is decided on the first', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const two = await openAsAnna(name);
  const id = await makeParcel(one, 'Tea', { insured: true });
  await vi.waitFor(async () => expect(await two.reader.get(id)).toBeDefined());
  const [sent, edited] = await Promise.all([
    one.dispatch({ name: 'parcels.send', recordId: id, input: { carrier: 'Post' } }),
    two.dispatch(editDraft(id, { size: 'small' })),
  ]);
  expect([sent.ok, edited.ok]).toEqual([true, true]);
  await vi.waitFor(async () =>
    expect(await one.reader.get(id)).toMatchObject({ version: 3, state: 'underway.rolling', fields: { size: 'small' } }),
  );
  const again = await two.dispatch({ name: 'parcels.send', recordId: id, input: { carrier: 'Van' } });
  expect(again.ok).toBe(false);
  await Promise.all([one.close(), two.close()]);
});

test('a window hears of what another wrote, with kinds and ids', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const two = await openAsAnna(name);
  const heard = vi.fn();
  two.subscribe(heard);
  const id = await makeParcel(one, 'Tea');
  await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ kinds: new Set(['parcel']), ids: new Set([id]) }));
  expect((await two.page({ kind: 'parcel' })).total).toBe(1);
  await Promise.all([one.close(), two.close()]);
});
