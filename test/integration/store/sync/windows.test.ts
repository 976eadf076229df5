import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#renderer/store/database.ts';
import { databaseNameOf } from '#renderer/store/workspaces.ts';
import { cut, get, inSync, mend, newWorld, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test('one window follows, every window sees it: work of any of them is sent, and what was pulled is shown in all', async () => {
  const world = await newWorld(server);
  const { dana } = world;
  const ravi = await world.colleague('Ravi', 'Administrator');
  const one = dana.workspace;
  await inSync(one);
  const two = await dana.window();
  valueOf(await two.accounts.signIn(world.danaId, 'four words are enough'));
  await cut(dana);
  const id = two.newId('sys');
  valueOf(await two.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: 'Billing' } } }));
  await until(async () => {
    expect(one.sync.state.waiting).toBe(1);
    expect(two.sync.state.waiting).toBe(1);
    expect(one.sync.provisional.has(id) && two.sync.provisional.has(id)).toBe(true);
  });
  dana.way.isCut = false;
  two.sync.poke();
  await Promise.all([inSync(one), inSync(two)]);
  await until(async () => expect(await get(ravi.workspace, id)).toBeDefined());
  valueOf(await ravi.workspace.dispatch({ name: 'systems.edit', recordId: id, input: { fields: { name: 'Invoices' } } }));
  await until(async () => {
    expect(await get(one, id)).toMatchObject({ fields: { name: 'Invoices' } });
    expect(await get(two, id)).toEqual(await get(one, id));
    expect((await two.page({ kind: 'system' })).heads.map(({ label }) => label)).toEqual(['Invoices']);
    expect(one.sync.provisional.size + two.sync.provisional.size).toBe(0);
  });
  await Promise.all([one.close(), two.close(), ravi.workspace.close()]);
});

test('a window that leads no longer writes nothing more of what it had thought out; the next one goes on', async () => {
  const world = await newWorld(server);
  const { dana } = world;
  const { workspace } = dana;
  await inSync(workspace);
  await cut(dana);
  const ids = Array.from({ length: 20 }, () => workspace.newId('sys'));
  for (const [i, id] of ids.entries())
    valueOf(await workspace.dispatch({ name: 'systems.create', recordId: id, input: { fields: { name: `System ${i}` } } }));

  // While its pull is on the way, another window takes the lead: here by the term, as when a lock is stolen.
  let isStolen = false;
  dana.way.onTheWay = async (path, pass) => {
    const answer = await pass();
    if (path.startsWith('v1/pull') && !isStolen) {
      isStolen = true;
      const database = openDatabase(databaseNameOf(dana.id));
      await database.meta.put({ key: 'leader', term: 99 } as never);
      database.close();
    }
    return answer;
  };
  mend(dana);
  await until(() => expect(isStolen).toBe(true));
  const again = await dana.reopen();
  await inSync(again.workspace);
  const found = await again.workspace.reader.many(ids);
  expect(found.map(({ number }) => number)).toEqual(ids.map((_, i) => `SYS-${i + 1}`));
  expect(found.every(({ version }) => version === 1)).toBe(true);
  expect(again.workspace.sync.state).toMatchObject({ waiting: 0, attention: 0 });
  await again.workspace.close();
});
