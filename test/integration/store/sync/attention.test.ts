import { afterAll, expect, test } from 'vitest';
import type { Draft } from '#shared/model/record.ts';
import { cut, type Device, get, inSync, mend, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

const create = (device: Device, name: string): Draft => ({
  name: 'systems.create',
  recordId: device.workspace.newId('sys'),
  input: { fields: { name } },
});
const edit = (recordId: Draft['recordId'], fields: Record<string, string>): Draft => ({
  name: 'systems.edit',
  recordId,
  input: { fields },
});

/** Ravi edits a system offline that Dana archives meanwhile: the server refuses his edit. */
async function refused() {
  const world = await newWorld(server);
  const { dana } = world;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const made = create(dana, 'Billing');
  valueOf(await dana.workspace.dispatch(made));
  await until(async () => expect(await get(ravi.workspace, made.recordId)).toBeDefined());
  await cut(ravi);
  valueOf(await ravi.workspace.dispatch(edit(made.recordId, { name: 'Invoices' })));
  valueOf(await dana.workspace.dispatch({ name: 'systems.archive', recordId: made.recordId, input: {} }));
  await inSync(dana.workspace);
  mend(ravi);
  await until(() => expect(ravi.workspace.sync.state.attention).toBe(1));
  await inSync(ravi.workspace);
  const [item] = await ravi.workspace.sync.attention();
  if (item?.type !== 'refused') throw new Error('Nothing was refused');
  return { world, dana, ravi, id: made.recordId, item };
}
const restore = async (dana: Device, ravi: Device, id: Draft['recordId']) => {
  valueOf(await dana.workspace.dispatch({ name: 'systems.restore', recordId: id, input: {} }));
  await until(async () => expect(await get(ravi.workspace, id)).toMatchObject({ archivedAt: null }));
};

test('[CM6.6] what the server refuses waits for its author with the reason and both versions, also after a restart', async () => {
  const { dana, ravi, id, item } = await refused();
  expect(item).toMatchObject({
    recordId: id,
    pending: { command: { name: 'systems.edit', input: { fields: { name: 'Invoices' } } } },
    refusal: { unmet: [{ code: expect.stringContaining('archived') as string }] },
    then: { fields: { name: 'Billing' }, archivedAt: null },
  });
  expect(item.now?.archivedAt).not.toBeNull();
  expect(await get(ravi.workspace, id)).toMatchObject({ fields: { name: 'Billing' } });
  expect(ravi.workspace.sync.provisional.size).toBe(0);
  const again = await ravi.reopen();
  expect(await again.workspace.sync.attention()).toEqual([item]);
  expect(again.workspace.sync.state.attention).toBe(1);
  await inSync(again.workspace);
  expect((await again.workspace.sync.attention()).map((one) => one.id)).toEqual([item.id]);
  await Promise.all([dana.workspace.close(), again.workspace.close()]);
});

test('[CM6.6] a refused command is given again as it is now, and then it stands', async () => {
  const { dana, ravi, id, item } = await refused();
  expect((await ravi.workspace.sync.settle(item.id, { how: 'again' })).ok).toBe(false);
  expect(ravi.workspace.sync.state.attention).toBe(1);
  await restore(dana, ravi, id);
  valueOf(await ravi.workspace.sync.settle(item.id, { how: 'again' }));
  expect(await ravi.workspace.sync.attention()).toEqual([]);
  await until(async () => expect(await get(dana.workspace, id)).toMatchObject({ fields: { name: 'Invoices' } }));
  expect((await ravi.workspace.sync.settle(item.id, { how: 'again' })).ok).toBe(false);
  await Promise.all([dana.workspace.close(), ravi.workspace.close()]);
});

test('[CM6.6] a refused command is settled by another one, by a colleague, or let go with a note; nothing of it is lost', async () => {
  const { dana, ravi, id, item } = await refused();
  await restore(dana, ravi, id);
  valueOf(await ravi.workspace.sync.settle(item.id, { how: 'instead', draft: edit(id, { name: 'Invoices 2' }) }));
  await until(async () => expect(await get(dana.workspace, id)).toMatchObject({ fields: { name: 'Invoices 2' } }));

  const second = await refused();
  await restore(second.dana, second.ravi, second.id);
  valueOf(await second.ravi.workspace.sync.settle(second.item.id, { how: 'handOver', to: second.world.danaId, note: 'Can you?' }));
  await until(async () => {
    const last = (await second.dana.workspace.reader.history(second.id)).at(-1);
    expect(last).toMatchObject({
      type: 'system.commented',
      data: { text: expect.stringMatching(/^For Dana: Can you\?[\s\S]*Invoices/) as string },
    });
  });

  const third = await refused();
  await restore(third.dana, third.ravi, third.id);
  valueOf(await third.ravi.workspace.sync.settle(third.item.id, { how: 'discard', note: 'Not needed' }));
  await inSync(third.ravi.workspace);
  expect((await third.ravi.workspace.reader.history(third.id)).at(-1)?.data?.['text']).toMatch(/Not needed[\s\S]*Invoices/);
  expect(third.ravi.workspace.sync.state.attention).toBe(0);
  for (const one of [dana, ravi, second.dana, second.ravi, third.dana, third.ravi]) await one.workspace.close();
});
