import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openWorkspace } from '#renderer/store/index.ts';
import { actor } from '#test/support/memory-store.ts';
import { smallRegistry } from '#test/unit/model/small-registry.ts';

const fast = { N: 2, r: 1, p: 1 };
const resolveActor = async (_: unknown, personId: string) => actor(personId, ['admin', 'data.import', 'parcels.send']);
const open = (id: string) => openWorkspace({ id, registry: smallRegistry, resolveActor, scrypt: fast });

test('what was said to be saved is there after opening again', async () => {
  const first = await open('contract-1');
  const id = first.newId('not');
  expect(
    (
      await first.accounts.found([{ name: 'notes.create', recordId: id, input: { fields: { text: 'x' } } }], {
        personId: id,
        passphrase: 'long enough',
      })
    ).ok,
  ).toBe(true);
  const made = await first.dispatch({ name: 'notes.edit', recordId: id, input: { fields: { text: 'kept' } } });
  expect(made.ok).toBe(true);
  expect(first.undoState.undo).toBe('Edit kept');
  expect((await first.undo()).ok).toBe(true);
  expect((await first.redo()).ok).toBe(true);
  await first.close();
  const second = await open('contract-1');
  expect((await second.reader.get(id))?.fields).toEqual({ text: 'kept' });
  expect((await second.page({ kind: 'note' })).total).toBe(1);
  expect(await second.reader.history(id)).toHaveLength(4);
  await second.close();
});
