import { expect, test, vi } from 'vitest';
import { snapshotOf } from '#renderer/store/index.ts';
import { world } from '#test/support/memory-store.ts';
import { smallRegistry } from '#test/unit/model/small-registry.ts';
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

test('a snapshot that one window loads is what the other shows', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const two = await openAsAnna(name);
  const elsewhere = world(smallRegistry);
  const records = [];
  for (let i = 0; i < 20; i++) records.push(await elsewhere.make('parcel', { title: `Sent ${i}` }));
  await makeParcel(one, 'Gone with it');
  await one.loadSnapshot(await snapshotOf(smallRegistry, records));
  await vi.waitFor(async () => expect((await two.page({ kind: 'parcel' })).total).toBe(20));
  expect(await two.reader.get(records[3]?.id ?? '')).toEqual(records[3]);
  expect(await two.reader.get(await makeParcel(two, 'Next'))).toMatchObject({ number: 'PCL-21' });
  await Promise.all([one.close(), two.close()]);
});
