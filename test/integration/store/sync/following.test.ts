import { afterAll, expect, test } from 'vitest';
import { cut, get, inSync, mend, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test('[CM6.6] work that is done while the server is away is seen at once, sent when it is back, and confirmed', async () => {
  const { dana } = await newWorld(server);
  const { workspace } = dana;
  await inSync(workspace);
  await cut(dana);
  const id = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  valueOf(await workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Invoices' } } }));
  await until(() => expect(workspace.sync.state).toMatchObject({ waiting: 2 }));
  expect(workspace.saveState.waiting).toBe(2);
  expect(workspace.sync.provisional.has(id)).toBe(true);
  expect((await workspace.sync.queue()).map(({ command, status }) => [command.name, status])).toEqual([
    ['systems.create', 'waiting'],
    ['systems.edit', 'waiting'],
  ]);
  const seen = await get(workspace, id);

  mend(dana);
  await inSync(workspace);
  expect(workspace.sync.provisional.size).toBe(0);
  expect(await workspace.sync.queue()).toEqual([]);
  expect(await get(workspace, id)).toEqual(seen);
  expect((await workspace.reader.history(id)).map(({ type }) => type)).toEqual(['system.created', 'system.edited']);
  const again = await dana.reopen();
  await inSync(again.workspace);
  expect(await get(again.workspace, id)).toEqual(seen);
  await again.workspace.close();
});

test('[CM6.6] what one device does, another shows, without a hand', async () => {
  const world = await newWorld(server);
  const { workspace } = world.dana;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const id = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  await until(async () => expect(await get(ravi.workspace, id)).toMatchObject({ number: 'SYS-1', fields: { name: 'Billing' } }));
  valueOf(await ravi.workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { vendor: 'ACME' } } }));
  await until(async () => expect(await get(workspace, id)).toMatchObject({ version: 2, fields: { vendor: 'ACME' } }));
  expect(await get(workspace, id)).toEqual(await get(ravi.workspace, id));
  await Promise.all([workspace.close(), ravi.workspace.close()]);
});

test('[CM6.6] two devices that were offline change the same record: both changes stand, and a field that both changed shows both values', async () => {
  const world = await newWorld(server);
  const { dana } = world;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const id = dana.workspace.newId('sys');
  valueOf(await dana.workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing', vendor: 'ACME' } } }));
  await until(async () => expect(await get(ravi.workspace, id)).toBeDefined());
  await Promise.all([cut(dana), cut(ravi)]);
  const edit = (fields: Record<string, string>) => ({ name: 'systems.edit', recordId: id, input: { fields } });
  valueOf(await dana.workspace.dispatch(edit({ name: 'Invoices', location: 'As Dana says' })));
  valueOf(await ravi.workspace.dispatch(edit({ vendor: 'Initech', location: 'As Ravi says' })));
  mend(dana);
  await inSync(dana.workspace);
  mend(ravi);
  await inSync(ravi.workspace);
  await until(async () => expect(await get(dana.workspace, id)).toEqual(await get(ravi.workspace, id)));
  expect(await get(dana.workspace, id)).toMatchObject({ fields: { name: 'Invoices', vendor: 'Initech', location: 'As Ravi says' } });

  await until(async () => expect(dana.workspace.sync.state.attention).toBe(1));
  for (const { workspace } of [dana, ravi]) {
    const [item] = await workspace.sync.attention();
    expect(item).toMatchObject({
      type: 'conflict',
      recordId: id,
      conflicts: [{ field: 'location', base: null, given: 'As Ravi says', other: 'As Dana says', kept: 'given' }],
    });
  }
  const [item] = await dana.workspace.sync.attention();
  valueOf(await dana.workspace.sync.settle(item?.id ?? '', { how: 'restore', field: 'location' }));
  expect(await dana.workspace.sync.attention()).toEqual([]);
  await until(async () => expect(await get(ravi.workspace, id)).toMatchObject({ fields: { location: 'As Dana says' } }));
  const [theirs] = await ravi.workspace.sync.attention();
  valueOf(await ravi.workspace.sync.settle(theirs?.id ?? '', { how: 'keep' }));
  await until(() => expect(ravi.workspace.sync.state.attention).toBe(0));
  await Promise.all([dana.workspace.close(), ravi.workspace.close()]);
});
