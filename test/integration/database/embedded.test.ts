import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { auditVerify } from '#main/adapters/database/audit.ts';
import { dump } from '#main/adapters/database/dumps.ts';
import { FolderLocked } from '#main/adapters/database/lock-file.ts';
import { migrate } from '#main/adapters/database/migrate.ts';
import { databaseOver, openDatabase } from '#main/adapters/database/open-database.ts';
import { pgliteSql } from '#main/adapters/database/pglite-sql.ts';
import { LOCAL_TENANT, openWorkspaceStore } from '#main/adapters/database/workspace-store.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { newId, noteRegistry, wishes } from '#test/support/notes.ts';
import { scratchFolder } from '#test/support/scratch.ts';

test('a data folder is one process’s at a time, and is let go when it is closed', async () => {
  const folder = await scratchFolder();
  const database = await openDatabase({ data: folder }, { registry: noteRegistry });
  await expect(openDatabase({ data: folder })).rejects.toThrow(FolderLocked);
  await database.close();
  await database.close();
  const again = await openDatabase({ data: folder }, { registry: noteRegistry });
  await again.close();
}, 120_000);

test('[AL7.6] what the command line decides is in a chained log that a server on the same folder goes on with', async () => {
  const folder = await scratchFolder();
  const store = await openWorkspaceStore(folder, registry);
  const here = world(registry);
  const made = await here.try('systems.create', here.newId('sys'), { fields: { name: 'ERP', criticality: 'high' } }, admin);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  await store.append([{ execution: made.value, actorId: 'admin' }]);
  const [record] = made.value.records;
  await store.close();

  const database = await openDatabase({ data: folder });
  expect(await auditVerify(database.sql, registry, LOCAL_TENANT)).toMatchObject({ ok: true, lines: 1, records: 1 });
  await database.log.write(LOCAL_TENANT, async (writing) => {
    expect(await writing.reader.get(record?.id ?? '')).toEqual(record);
    expect([...(await writing.verdicts([made.value.command.id])).values()]).toMatchObject([{ outcome: 'accepted', at: 1 }]);
  });
  await database.close();
}, 120_000);

test('[CM6.6] a copy of the running database is restored by putting it in its place, and no more than two are kept', async () => {
  const folder = await scratchFolder();
  const database = await PGlite.create(join(folder, 'db'));
  const sql = pgliteSql(database);
  await migrate(sql);
  const { log } = await databaseOver(sql, noteRegistry);
  await log.createTenant({ id: 't', name: 't', epoch: 'e', isFounding: false });
  await wishes(log, 't', [{ id: newId('not'), patch: { title: 'Kept' } }]);
  // Half of something: what a copy that was cut off leaves.
  await mkdir(join(folder, 'dumps', 'unfinished', 'db'), { recursive: true });
  for (const hour of [9, 10, 11]) await dump({ database, folder }, new Date(Date.UTC(2026, 10, 2, hour)));
  await wishes(log, 't', [{ id: newId('not'), patch: { title: 'After the copy' } }]);
  await sql.close();
  expect((await readdir(join(folder, 'dumps'))).toSorted()).toEqual(['db-20261102T100000Z', 'db-20261102T110000Z']);

  await rename(join(folder, 'db'), join(folder, 'broken'));
  await rename(join(folder, 'dumps', 'db-20261102T110000Z'), join(folder, 'db'));
  const restored = await openDatabase({ data: folder }, { registry: noteRegistry });
  expect(await auditVerify(restored.sql, noteRegistry, 't')).toMatchObject({ ok: true, lines: 1, records: 1 });
  await wishes(restored.log, 't', [{ id: newId('not'), patch: { title: 'Goes on' } }]);
  await restored.close();
}, 120_000);
