import { afterAll, expect, test } from 'vitest';
import { cut, emailOf, get, inSync, mend, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test('undo takes back what the server made of a command, also where others came in between', async () => {
  const world = await newWorld(server);
  const { dana } = world;
  const { workspace } = dana;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const id = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  await until(async () => expect(await get(ravi.workspace, id)).toBeDefined());
  await cut(dana);
  valueOf(await workspace.dispatch({ name: 'systems.archive', recordId: id, input: {} }));
  valueOf(await ravi.workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { vendor: 'ACME' } } }));
  await inSync(ravi.workspace);
  mend(dana);
  await inSync(workspace);
  expect(await get(workspace, id)).toMatchObject({ version: 3, fields: { vendor: 'ACME' } });
  valueOf(await workspace.undo());
  expect(await get(workspace, id)).toMatchObject({ archivedAt: null, fields: { vendor: 'ACME' } });
  await until(async () => expect(await get(ravi.workspace, id)).toMatchObject({ version: 4, archivedAt: null }));
  await Promise.all([workspace.close(), ravi.workspace.close()]);
});

test('a device that joined reads the history before it from the server, and what is here while it cannot', async () => {
  const world = await newWorld(server);
  const { workspace } = world.dana;
  const id = workspace.newId('sys');
  valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  valueOf(await workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Invoices' } } }));
  await inSync(workspace);
  const email = await emailOf(workspace, world.danaId);
  const other = await world.another(email);
  await inSync(other.workspace);
  const versions = async () => (await other.workspace.reader.history(world.danaId)).map(({ type }) => type);
  expect(await versions()).toEqual(['person.created']);
  await cut(other);
  valueOf(await other.workspace.dispatch({ name: 'people.edit', recordId: world.danaId as never, input: { fields: { phone: '12' } } }));
  expect(await versions()).toEqual(['person.created', 'person.edited']);
  await Promise.all([workspace.close(), other.workspace.close()]);
});
