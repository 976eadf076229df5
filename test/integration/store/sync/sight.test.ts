import { afterAll, expect, test } from 'vitest';
import { cut, get, inSync, mend, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

/** Dana and Ravi are in a team, and an incident is restricted to it. */
async function restricted() {
  const world = await newWorld(server);
  const { workspace } = world.dana;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const raviId = ravi.workspace.actor?.personId ?? '';
  const team = workspace.newId('tea');
  const incident = workspace.newId('inc');
  const join = (recordId: string, value: string | null) => ({
    name: 'people.edit',
    recordId: recordId as typeof team,
    input: { fields: { team: value } },
  });
  valueOf(await workspace.dispatch({ name: 'teams.create', recordId: team, input: { fields: { name: 'Security' } } }));
  valueOf(await workspace.dispatch([join(world.danaId, team), join(raviId, team)]));
  const fields = { title: 'A leak', openedAt: new Date().toISOString(), restrictedTo: team };
  valueOf(await workspace.dispatch({ name: 'incidents.create', recordId: incident, input: { fields } }));
  await inSync(workspace);
  await until(async () => expect(await get(ravi.workspace, incident)).toMatchObject({ fields: { title: 'A leak' } }));
  return { world, dana: world.dana, ravi, raviId, team, incident, leave: join(raviId, null), back: join(raviId, team) };
}

test('what somebody may no longer see goes from their device without a hand, and comes back with the right', async () => {
  const { dana, ravi, incident, leave, back } = await restricted();
  valueOf(await dana.workspace.dispatch(leave));
  await until(async () => expect(await get(ravi.workspace, incident)).toBeUndefined());
  expect((await ravi.workspace.page({ kind: 'incident' })).total).toBe(0);
  expect(await ravi.workspace.reader.history(incident)).toEqual([]);
  await inSync(ravi.workspace);
  const again = await ravi.reopen();
  await inSync(again.workspace);
  expect(await get(again.workspace, incident)).toBeUndefined();
  valueOf(await dana.workspace.dispatch(back));
  await until(async () => expect(await get(again.workspace, incident)).toMatchObject({ fields: { title: 'A leak' } }));
  await Promise.all([dana.workspace.close(), again.workspace.close()]);
});

test('work on a record that went out of sight meanwhile is refused, and waits with its content', async () => {
  const { dana, ravi, incident, leave } = await restricted();
  await cut(ravi);
  valueOf(await ravi.workspace.dispatch({ name: 'incidents.edit', recordId: incident, input: { fields: { title: 'A small leak' } } }));
  valueOf(await dana.workspace.dispatch(leave));
  await inSync(dana.workspace);
  mend(ravi);
  await until(() => expect(ravi.workspace.sync.state.attention).toBe(1));
  await inSync(ravi.workspace);
  expect(await get(ravi.workspace, incident)).toBeUndefined();
  const [item] = await ravi.workspace.sync.attention();
  expect(item).toMatchObject({ type: 'refused', pending: { command: { input: { fields: { title: 'A small leak' } } } } });
  valueOf(await ravi.workspace.sync.settle(item?.id ?? '', { how: 'discard', note: 'It is not mine any more' }));
  expect(ravi.workspace.sync.state.attention).toBe(0);
  expect(await get(dana.workspace, incident)).toMatchObject({ fields: { title: 'A leak' } });
  await Promise.all([dana.workspace.close(), ravi.workspace.close()]);
});
