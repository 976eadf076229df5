import { afterAll, expect, test } from 'vitest';
import { deleteWorkspace, digestOfWorkspace, restoreWorkspace } from '#renderer/store/index.ts';
import { putWorkspace } from '#renderer/store/workspaces.ts';
import { deleteDatabase, memoryJournal } from '../open.ts';
import { cut, deviceOf, emailOf, get, inSync, newWorld, openWindow, PASSPHRASE, start, until, valueOf, wayTo } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test('a restored copy is another device: it signs in anew, and what both had on their way is done once', async () => {
  const world = await newWorld(server);
  const { workspace, way, id } = world.dana;
  await inSync(workspace);
  const email = await emailOf(workspace, world.danaId);
  const first = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: first, input: { fields: { name: 'Sent before' } } }));
  await inSync(workspace);
  await cut(world.dana);
  const second = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: second, input: { fields: { name: 'On its way' } } }));
  await until(() => expect(workspace.sync.state.waiting).toBe(1));
  const saved = await workspace.backup();
  const digest = await digestOfWorkspace(id);
  // The copy that was saved goes on and sends it.
  way.isCut = false;
  workspace.sync.poke();
  await inSync(workspace);
  const third = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: third, input: { fields: { name: 'Sent after' } } }));
  await inSync(workspace);
  await workspace.close();
  await deleteWorkspace(id);

  const elsewhere = wayTo();
  valueOf(await restoreWorkspace(saved));
  expect(await digestOfWorkspace(id)).toBe(digest);
  const copy = await openWindow(id, elsewhere);
  valueOf(await copy.accounts.signIn(world.danaId, PASSPHRASE));
  expect(await get(copy, second)).toMatchObject({ fields: { name: 'On its way' } });
  await until(() => expect(copy.sync.state.phase).not.toBe('connecting'));
  valueOf(await copy.sync.signIn({ email, passphrase: PASSPHRASE }));
  await inSync(copy);
  expect((await copy.page({ kind: 'system', sort: [{ column: 'number' }] })).heads.map(({ number, label }) => [number, label])).toEqual([
    ['SYS-1', 'Sent before'],
    ['SYS-2', 'On its way'],
    ['SYS-3', 'Sent after'],
  ]);
  expect(copy.sync.state.attention).toBe(0);
  valueOf(await copy.dispatch({ name: 'systems.edit', recordId: third, input: { fields: { vendor: 'ACME' } } }));
  await inSync(copy);
  await copy.close();
});

test('[DA2.6] a database that is gone comes back: records from the server, and what was on its way from the journal', async () => {
  const world = await newWorld(server);
  const { id, way } = world.dana;
  await inSync(world.dana.workspace);
  await world.dana.workspace.close();
  const journal = memoryJournal();
  const device = deviceOf(await openWindow(id, way, { journal }), way, { journal });
  const { workspace } = device;
  valueOf(await workspace.accounts.signIn(world.danaId, PASSPHRASE));
  await inSync(workspace);
  const first = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: first, input: { fields: { name: 'Sent before' } } }));
  await inSync(workspace);
  await cut(device);
  const second = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: second, input: { fields: { name: 'On its way' } } }));
  valueOf(await workspace.dispatch({ name: 'systems.edit', recordId: first, input: { fields: { vendor: 'ACME' } } }));
  await workspace.close();
  await deleteDatabase(`countersign-${id}`);
  await putWorkspace({ id, name: id, createdAt: new Date().toISOString(), lastOpenedAt: null, database: `countersign-${id}` });

  const again = await openWindow(id, way, { journal });
  await until(() => expect(again.sync.state).toMatchObject({ waiting: expect.any(Number) as number, server: { url: server.url } }));
  way.isCut = false;
  again.sync.poke();
  await inSync(again);
  expect(await get(again, first)).toMatchObject({ version: 2, fields: { name: 'Sent before', vendor: 'ACME' } });
  expect(await get(again, second)).toMatchObject({ number: 'SYS-2', fields: { name: 'On its way' } });
  expect(again.sync.state).toMatchObject({ waiting: 0, attention: 0 });
  valueOf(await again.accounts.signIn(world.danaId, PASSPHRASE));
  valueOf(await again.dispatch({ name: 'systems.edit', recordId: second, input: { fields: { vendor: 'ACME' } } }));
  await inSync(again);
  await again.close();
});

test('[CM6.6] a device that was off for long loads everything anew, and keeps and sends what was done on it', async () => {
  const world = await newWorld(server);
  const ravi = await world.colleague('Ravi', 'Administrator');
  const { workspace: dana } = world.dana;
  const id = dana.newId('sys');
  valueOf(await dana.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  await until(async () => expect(await get(ravi.workspace, id)).toBeDefined());
  await cut(ravi);
  valueOf(await ravi.workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { vendor: 'ACME' } } }));
  valueOf(await dana.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Invoices' } } }));
  await inSync(dana);
  let isTooFar = true;
  ravi.way.onTheWay = async (path, pass) => {
    if (!path.startsWith('v1/pull') || !isTooFar) return pass();
    isTooFar = false;
    const body = { type: 'urn:countersign:problem:startOver', title: 'Load the pages anew', status: 410, params: { reason: 'distance' } };
    return new Response(JSON.stringify(body), { status: 410, headers: { 'content-type': 'application/problem+json' } });
  };
  ravi.way.isCut = false;
  ravi.workspace.sync.poke();
  await inSync(ravi.workspace);
  expect(isTooFar).toBe(false);
  expect(await get(ravi.workspace, id)).toMatchObject({ version: 3, fields: { name: 'Invoices', vendor: 'ACME' } });
  await until(async () => expect(await get(dana, id)).toEqual(await get(ravi.workspace, id)));
  await Promise.all([dana.close(), ravi.workspace.close()]);
});
