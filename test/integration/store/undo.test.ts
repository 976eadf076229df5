import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { editDraft, makeParcel, newName, openAsAnna, parcelDraft } from './open.ts';

test('undo takes back step by step, redo does it again, and nothing is ever erased from the history', async () => {
  const step = fc.record({ on: fc.nat(2), title: fc.constantFrom('a', 'b', 'c'), size: fc.constantFrom('small', 'large', null) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.nat(8), async (steps, back) => {
      const workspace = await openAsAnna(newName());
      const ids = [await makeParcel(workspace, 'x'), await makeParcel(workspace, 'y'), await makeParcel(workspace, 'z')];
      const fields = async () => (await workspace.reader.many(ids)).map((record) => record.fields);
      const states: JsonObject[][] = [await fields()];
      for (const { on, title, size } of steps) {
        const before = (await workspace.reader.get(ids[on] ?? ''))?.version;
        await workspace.dispatch(editDraft(ids[on] ?? '', { title, size }));
        // An edit that changes nothing is no step.
        if ((await workspace.reader.get(ids[on] ?? ''))?.version !== before) states.push(await fields());
      }
      const undone = Math.min(back, states.length - 1);
      const log = workspace.saveState.waiting;
      for (let i = 1; i <= undone; i++) {
        expect((await workspace.undo()).ok).toBe(true);
        expect(await fields()).toEqual(states[states.length - 1 - i]);
      }
      for (let i = undone - 1; i >= 0; i--) {
        expect((await workspace.redo()).ok).toBe(true);
        expect(await fields()).toEqual(states[states.length - 1 - i]);
      }
      expect(workspace.saveState.waiting).toBe(log + undone * 2);
      expect(workspace.undoState.redo).toBeNull();
      await workspace.close();
    }),
    { numRuns: 15 },
  );
});

test('undo of what somebody changed since is refused with the reason', async () => {
  const name = newName();
  const one = await openAsAnna(name);
  const id = await makeParcel(one, 'Tea');
  await one.dispatch(editDraft(id, { title: 'Green tea' }));
  const two = await openAsAnna(name);
  await two.dispatch(editDraft(id, { title: 'Black tea' }));
  const refused = await one.undo();
  expect(!refused.ok && refused.error.unmet.map((unmet) => unmet.code)).toEqual(['undo.changedSince']);
  expect(await two.reader.get(id)).toMatchObject({ fields: { title: 'Black tea' } });
  await Promise.all([one.close(), two.close()]);
});

test('several drafts are one step; what has no way back is none', async () => {
  const workspace = await openAsAnna(newName());
  const drafts = [parcelDraft(workspace, 'One', { insured: true }), parcelDraft(workspace, 'Two')];
  await workspace.dispatch(drafts);
  await workspace.dispatch({ name: 'parcels.comment', recordId: drafts[0]?.recordId ?? workspace.newId('pcl'), input: { text: 'Said' } });
  expect(workspace.undoState).toEqual({ undo: 'Create 2 parcels', redo: null });
  await workspace.undo();
  expect((await workspace.page({ kind: 'parcel' })).total).toBe(0);
  expect((await workspace.page({ kind: 'parcel', archived: 'only' })).total).toBe(2);
  await workspace.close();
});

test('an import is undone: what it made is put away, what it changed is as before', async () => {
  const workspace = await openAsAnna(newName());
  const old = workspace.newId('not');
  const made = workspace.newId('not');
  await workspace.dispatch({ name: 'notes.create', recordId: old, input: { fields: { text: 'As it was' } } });
  const report = await workspace.bulk([
    { name: 'notes.import', recordId: old, input: { fields: { text: 'As the file says' } } },
    { name: 'notes.import', recordId: made, input: { fields: { text: 'New from the file' }, externalId: 'file:1' } },
  ]);
  expect(report.accepted).toBe(2);
  expect(workspace.undoState.undo).toBe('Import 2 notes');
  expect((await workspace.undo()).ok).toBe(true);
  expect(await workspace.reader.get(old)).toMatchObject({ fields: { text: 'As it was' }, archivedAt: null });
  expect((await workspace.reader.get(made))?.archivedAt).not.toBeNull();
  expect((await workspace.redo()).ok).toBe(true);
  expect(await workspace.reader.get(old)).toMatchObject({ fields: { text: 'As the file says' } });
  expect((await workspace.reader.get(made))?.archivedAt).toBeNull();
  await workspace.close();
});
