import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#renderer/store/database.ts';
import { databaseNameOf } from '#renderer/store/workspaces.ts';
import { cut, get, inSync, mend, newWorld, PASSPHRASE, start, until, valueOf } from './devices.ts';

const server = await start();
afterAll(() => server.stop());

test(
  'hundreds of records that are pulled at once are shown in every window, found, folded, and there after a restart',
  { timeout: 200_000 },
  async () => {
    const world = await newWorld(server);
    const { workspace } = world.dana;
    let ravi = await world.colleague('Ravi', 'Administrator');
    const two = await ravi.window();
    await cut(ravi);
    const ids = Array.from({ length: 620 }, () => workspace.newId('sys'));
    const create = (name: string) => (recordId: (typeof ids)[number], i: number) => ({
      name: 'systems.create',
      recordId,
      input: { fields: { name: `${name} ${i}` } },
    });
    const rename = (name: string) => (recordId: (typeof ids)[number], i: number) => ({
      name: 'systems.edit',
      recordId,
      input: { fields: { name: `${name} ${i}` } },
    });
    expect(await workspace.bulk(ids.map(create('First')))).toMatchObject({ accepted: 620 });
    await inSync(workspace);
    mend(ravi);
    await inSync(ravi.workspace);
    const labels = async (window: typeof two) =>
      (await window.page({ kind: 'system', sort: [{ column: 'number' }] })).heads.map(({ label }) => label);
    const named = (name: string) => ids.map((_, i) => `${name} ${i}`);
    await until(async () => expect(await labels(ravi.workspace)).toEqual(named('First')));
    await until(async () => expect(await labels(two)).toEqual(named('First')));

    for (const round of ['Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth']) {
      expect(await workspace.bulk(ids.map(rename(round)))).toMatchObject({ accepted: 620 });
      await inSync(workspace);
      await until(async () => expect((await labels(ravi.workspace)).at(-1)).toBe(`${round} 619`));
    }
    await inSync(ravi.workspace);
    expect(await labels(ravi.workspace)).toEqual(named('Eighth'));
    await until(async () => expect(await labels(two)).toEqual(named('Eighth')));
    expect(await get(two, ids[5] ?? '')).toMatchObject({ version: 8, fields: { name: 'Eighth 5' } });
    await two.close();
    ravi = await ravi.reopen();
    const [owner] = await ravi.workspace.accounts.list();
    valueOf(await ravi.workspace.accounts.signIn(owner?.personId ?? '', PASSPHRASE));
    await inSync(ravi.workspace);

    // An own command on a record that lies in pages, refused by what came meanwhile: it goes back below what the page had.
    await cut(ravi);
    const [first] = ids;
    if (!first) throw new Error('There is no record');
    valueOf(await ravi.workspace.dispatch(rename('Mine')(first, 0)));
    valueOf(await workspace.dispatch({ name: 'systems.archive', recordId: first, input: {} }));
    await inSync(workspace);
    mend(ravi);
    await inSync(ravi.workspace);
    expect(await get(ravi.workspace, first)).toMatchObject({ version: 9, fields: { name: 'Eighth 0' } });

    const database = openDatabase(databaseNameOf(ravi.id));
    const before = await database.pages.count();
    await ravi.workspace.tidy();
    expect(await database.pages.count()).toBeLessThan(before);
    database.close();
    expect((await labels(ravi.workspace)).length).toBe(619);
    const versions = (await ravi.workspace.reader.history(ids[7] ?? '')).map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const again = await ravi.reopen();
    await inSync(again.workspace);
    expect(await labels(again.workspace)).toEqual(named('Eighth').slice(1));
    expect(await get(again.workspace, first)).toEqual(await get(workspace, first));
    expect(await again.workspace.search('Eighth 7')).not.toEqual([]);
    await Promise.all([again.workspace.close(), workspace.close()]);
  },
);
