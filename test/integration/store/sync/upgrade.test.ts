import { expect, test } from 'vitest';
import { dexie, openDatabase } from '#renderer/store/database.ts';
import { databaseNameOf } from '#renderer/store/workspaces.ts';
import { makeParcel, newName, openAsAnna } from '../open.ts';

test('a database from before there was a server gets the new tables, loses nothing and is as it was', async () => {
  const name = newName();
  const workspace = await openAsAnna(name);
  const id = await makeParcel(workspace, 'Tea');
  await workspace.close();

  // The same rows in the form of the version before.
  const now = openDatabase(databaseNameOf(name));
  const tables = ['pages', 'fresh', 'heads', 'outbox', 'events', 'meta', 'accounts'] as const;
  const rows = new Map<string, unknown[]>();
  for (const table of tables) rows.set(table, await now.table(table).toArray());
  await now.delete();
  const before = dexie(databaseNameOf(name));
  before
    .version(1)
    .stores({ pages: 'key', fresh: 'id', heads: 'kind', outbox: 'seq', events: '[recordId+version]', meta: 'key', accounts: 'personId' });
  await before.open();
  for (const table of tables) await before.table(table).bulkPut(rows.get(table) ?? []);
  before.close();

  const again = await openAsAnna(name);
  expect(await again.reader.get(id)).toMatchObject({ fields: { title: 'Tea' } });
  expect(again.sync.state.phase).toBe('local');
  await makeParcel(again, 'Coffee');
  expect((await again.page({ kind: 'parcel' })).total).toBe(2);
  await again.close();
});
