import { afterAll, expect, test } from 'vitest';
import { killAfter } from '../kill-after.ts';
import { cut, deviceOf, get, inSync, mend, newWorld, openWindow, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test(
  '[CM6.6] killed between any two writes while it follows: nothing lost, nothing twice, and it goes on',
  { timeout: 280_000 },
  async () => {
    const world = await newWorld(server);
    const { workspace: dana } = world.dana;
    const first = await world.colleague('Ravi', 'Administrator');
    const { id: deviceId, way } = first;
    const personId = first.workspace.actor?.personId ?? '';
    await inSync(first.workspace);
    await first.workspace.close();
    const made: string[] = [];
    let killed = 0;
    for (let n = 0; n < 80; n++) {
      const opened = deviceOf(await openWindow(deviceId, way), way);
      const ravi = opened.workspace;
      if (!ravi.actor) valueOf(await ravi.accounts.signIn(personId, 'four words are enough'));
      await inSync(ravi);
      await cut(opened);
      const theirs = dana.newId('sys');
      valueOf(await dana.dispatch({ name: 'systems.create', recordId: theirs, input: { fields: { name: `Dana ${n}` } } }));
      const mine = ravi.newId('sys');
      valueOf(await ravi.dispatch({ name: 'systems.create', recordId: mine, input: { fields: { name: `Ravi ${n}` } } }));
      valueOf(await ravi.dispatch({ name: 'systems.edit', recordId: mine, input: { fields: { vendor: 'ACME' } } }));
      await inSync(dana);
      const killer = killAfter(n, `countersign-${deviceId}`);
      mend(opened);
      await until(() => {
        if (!killer.wasReached && (ravi.sync.state.phase !== 'live' || ravi.sync.state.waiting > 0))
          throw new Error('Neither killed nor done');
      });
      const { wasReached } = killer;
      way.isCut = true;
      await ravi.close();
      killer.revive();
      way.isCut = false;

      const again = await openWindow(deviceId, way);
      await inSync(again);
      made.push(theirs, mine);
      await until(async () => expect((await dana.reader.many(made)).length).toBe(made.length));
      for (const id of [theirs, mine]) expect(await get(again, id)).toEqual(await get(dana, id));
      expect(await get(again, mine)).toMatchObject({ version: 2, fields: { vendor: 'ACME' } });
      expect((await again.reader.history(mine)).map(({ version }) => version)).toEqual([1, 2]);
      expect((await again.page({ kind: 'system' })).total).toBe(made.length);
      expect(again.sync.state).toMatchObject({ waiting: 0, attention: 0 });
      expect(again.sync.provisional.size).toBe(0);
      await again.close();
      if (!wasReached) break;
      killed++;
    }
    expect(killed).toBeGreaterThan(8);
  },
);
