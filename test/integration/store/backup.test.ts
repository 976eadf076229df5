import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { deleteWorkspace, digestOfWorkspace, listWorkspaces, restoreWorkspace } from '#renderer/store/index.ts';
import { deleteDatabase, editDraft, makeParcel, memoryJournal, newName, openAsAnna, parcelDraft } from './open.ts';

async function filled(name: string) {
  const workspace = await openAsAnna(name);
  await workspace.bulk(Array.from({ length: 700 }, (_, i) => parcelDraft(workspace, `Parcel ${i}`)));
  const id = await makeParcel(workspace, 'Tea', { insured: true });
  await workspace.dispatch({ name: 'parcels.send', recordId: id, input: { carrier: 'Post' } });
  await workspace.dispatch({ name: 'parcels.comment', recordId: id, input: { text: 'On its way' } });
  return { workspace, id };
}

test('a backup restored where everything was deleted gives an equal workspace', async () => {
  const name = newName();
  const { workspace, id } = await filled(name);
  const before = await digestOfWorkspace(name);
  const progress: number[] = [];
  const bytes = await workspace.backup(({ done, total }) => progress.push(done / total));
  expect(progress.at(-1)).toBe(1);
  await workspace.close();
  await deleteWorkspace(name);
  expect((await listWorkspaces()).some((one) => one.id === name)).toBe(false);

  const restored = await restoreWorkspace(bytes);
  expect(restored).toMatchObject({ ok: true, value: { id: name } });
  expect(await digestOfWorkspace(name)).toBe(before);
  const again = await openAsAnna(name);
  expect(again.actor?.personId).toBeDefined();
  expect((await again.reader.history(id)).map((event) => event.type)).toEqual(['parcel.created', 'parcel.sent', 'parcel.commented']);
  expect((await again.page({ kind: 'parcel', limit: 1 })).total).toBe(701);
  expect(await again.reader.get(await makeParcel(again, 'Next'))).toMatchObject({ number: 'PCL-702' });
  expect(again.saveState.waiting).toBe(706);
  // A backup of what was restored restores again.
  await again.close();
});

test('a workspace that is here is replaced only when that is asked for', async () => {
  const name = newName();
  const { workspace, id } = await filled(name);
  const bytes = await workspace.backup();
  await workspace.dispatch(editDraft(id, { title: 'Changed after the backup' }));
  await workspace.close();
  const refused = await restoreWorkspace(bytes);
  expect(!refused.ok && refused.error.code).toBe('backup.exists');
  expect((await restoreWorkspace(bytes, { replace: true })).ok).toBe(true);
  const again = await openAsAnna(name);
  expect(await again.reader.get(id)).toMatchObject({ fields: { title: 'Tea' } });
  await again.close();
});

test('a truncated or altered backup is refused with the reason, and nothing is changed', async () => {
  const name = newName();
  const { workspace } = await filled(name);
  const bytes = await workspace.backup();
  await workspace.close();
  const before = await digestOfWorkspace(name);
  const files = unzipSync(bytes);
  const part = Object.keys(files).find((file) => file.startsWith('records/parcel')) ?? '';
  const without = { ...files };
  delete without[part];
  const flipped = Uint8Array.from(files[part] ?? [], (byte, i) => (i === 40 ? byte ^ 1 : byte));
  const manifest = new TextDecoder().decode(files['manifest.json']);
  const altered = manifest.replace('"parcel": 701', '"parcel": 7');
  expect(altered).not.toBe(manifest);
  const broken: Uint8Array[] = [
    new Uint8Array(0),
    new TextEncoder().encode('hello'),
    ...[10, 1_000, bytes.length - 1, bytes.length - 30].map((length) => bytes.slice(0, length)),
    zipSync(without, { level: 0 }),
    zipSync({ ...files, [part]: flipped }, { level: 0 }),
    zipSync({ ...files, 'manifest.json': new TextEncoder().encode(altered) }, { level: 0 }),
    zipSync({ ...files, 'manifest.json': new TextEncoder().encode(manifest.replace('"version": 1', '"version": 2')) }, { level: 0 }),
  ];
  for (const file of broken) {
    const refused = await restoreWorkspace(file, { replace: true });
    expect(!refused.ok && refused.error).toMatchObject({ code: 'backup.unreadable' });
    expect(!refused.ok && refused.error.unmet[0]?.message).toBeTruthy();
  }
  expect(await digestOfWorkspace(name)).toBe(before);
});

test('a database that is gone comes back from the journal, people and all', async () => {
  const name = newName();
  const journal = memoryJournal();
  const first = await openAsAnna(name, { journal });
  await first.bulk(Array.from({ length: 400 }, (_, i) => parcelDraft(first, `Parcel ${i}`)));
  const id = await makeParcel(first, 'Tea');
  await first.dispatch(editDraft(id, { title: 'Green tea' }));
  await first.close();
  const before = await digestOfWorkspace(name);
  expect(journal.of(name).size).toBe(404);
  await deleteDatabase(`countersign-${name}`);
  await deleteDatabase('countersign');

  const again = await openAsAnna(name, { journal });
  expect(again.saveState.waiting).toBe(404);
  expect(await again.reader.get(id)).toMatchObject({ version: 2, fields: { title: 'Green tea' } });
  expect((await again.page({ kind: 'parcel', limit: 1 })).total).toBe(401);
  await again.close();
  // The sign-in of a moment ago is the one thing that is new.
  expect(await digestOfWorkspace(name)).not.toBe('');
  expect(before).toHaveLength(64);
});

test('a store that was set back to an older state is brought up to its journal', async () => {
  const name = newName();
  const journal = memoryJournal();
  const first = await openAsAnna(name);
  const id = await makeParcel(first, 'Tea');
  await first.close();
  const older = await copyOf(`countersign-${name}`);
  const second = await openAsAnna(name, { journal });
  await second.dispatch(editDraft(id, { title: 'Green tea' }));
  await makeParcel(second, 'Coffee');
  await second.close();
  await older.putBack();

  const third = await openAsAnna(name, { journal });
  expect(await third.reader.get(id)).toMatchObject({ fields: { title: 'Green tea' } });
  expect((await third.page({ kind: 'parcel' })).total).toBe(2);
  expect(await third.reader.get(await makeParcel(third, 'More'))).toMatchObject({ number: 'PCL-3' });
  await third.close();
});

test('a journal of what a restore replaced is not applied to what was restored', async () => {
  const name = newName();
  const journal = memoryJournal();
  const first = await openAsAnna(name, { journal });
  const bytes = await first.backup();
  await makeParcel(first, 'After the backup');
  await first.close();
  expect((await restoreWorkspace(bytes, { replace: true })).ok).toBe(true);
  const again = await openAsAnna(name, { journal });
  expect((await again.page({ kind: 'parcel' })).total).toBe(0);
  await again.close();
});

/** The rows of a database, to be put back later as an old disk image would. */
async function copyOf(name: string) {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('Not opened')));
  });
  const stores = [...database.objectStoreNames];
  const all = (request: IDBRequest<unknown[]>) =>
    new Promise<unknown[]>((resolve) => {
      request.addEventListener('success', () => resolve(request.result));
    });
  const rows = new Map<string, unknown[]>();
  for (const store of stores) rows.set(store, await all(database.transaction(store).objectStore(store).getAll()));
  database.close();
  return {
    async putBack() {
      const again = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => resolve(request.result));
      });
      const writing = again.transaction(stores, 'readwrite');
      for (const store of stores) {
        writing.objectStore(store).clear();
        for (const row of rows.get(store) ?? []) writing.objectStore(store).put(row);
      }
      await new Promise<void>((resolve) => {
        writing.addEventListener('complete', () => resolve());
      });
      again.close();
    },
  };
}
