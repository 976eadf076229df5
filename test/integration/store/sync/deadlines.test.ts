import { afterAll, expect, test } from 'vitest';
import { cut, get, inSync, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test('deadlines are the server’s; a device gives them for itself only when it has not heard of it for a while, and takes them back', async () => {
  const world = await newWorld(server);
  const { dana } = world;
  await inSync(dana.workspace);
  await dana.workspace.close();
  let ahead = 0;
  const workspace = await dana.window({ clock: () => Date.now() + ahead });
  valueOf(await workspace.accounts.signIn(world.danaId, 'four words are enough'));
  await inSync(workspace);
  const ravi = workspace.newId('per');
  valueOf(await workspace.dispatch({ name: 'people.create', recordId: ravi, input: { fields: { name: 'Ravi', active: true } } }));
  const id = workspace.newId('del');
  const startsAt = new Date(Date.now() + 60_000).toISOString();
  const endsAt = new Date(Date.now() + 7_200_000).toISOString();
  const fields = { from: world.danaId, to: ravi, startsAt, endsAt, reason: 'Away' };
  valueOf(await workspace.dispatch({ name: 'delegations.create', recordId: id, input: { fields } }));
  await inSync(workspace);
  expect(await get(workspace, id)).toMatchObject({ state: 'planned' });

  ahead = 90_000;
  await workspace.tick();
  expect(await get(workspace, id)).toMatchObject({ state: 'planned' });

  await cut({ ...dana, workspace });
  ahead = 600_000;
  await workspace.tick();
  expect(await get(workspace, id)).toMatchObject({ state: 'active' });
  expect(workspace.sync.provisional.has(id)).toBe(true);
  await until(() => expect(workspace.sync.state.waiting).toBe(0));
  expect(await workspace.sync.queue()).toEqual([]);

  dana.way.isCut = false;
  workspace.sync.poke();
  await until(async () => expect(await get(workspace, id)).toMatchObject({ state: 'planned', version: 1 }));
  await inSync(workspace);
  expect(workspace.sync.provisional.size).toBe(0);
  await workspace.close();
});
