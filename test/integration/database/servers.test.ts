import { describe, expect, test } from 'vitest';
import { asServer, withAccess } from '#main/adapters/database/access.ts';
import { auditVerify } from '#main/adapters/database/audit.ts';
import { migrate, UnknownSchema } from '#main/adapters/database/migrate.ts';
import { migrations } from '#main/adapters/database/migrations.ts';
import { openDatabase } from '#main/adapters/database/open-database.ts';
import { openPg } from '#main/adapters/database/pg-sql.ts';
import type { Queryable } from '#main/adapters/database/sql.ts';
import { newId, noteRegistry, wishes } from '#test/support/notes.ts';
import { testPostgres } from '#test/support/postgres.ts';

const postgres = await testPostgres();
const options = { registry: noteRegistry };

describe.skipIf(postgres === undefined)('servers on one PostgreSQL', () => {
  if (!postgres) return;
  const within = async (work: (url: string) => Promise<void>) => {
    const { url, drop } = await postgres.database();
    try {
      await work(url);
    } finally {
      await drop();
    }
  };

  test('that start at once make one schema, also in several databases of one cluster', async () => {
    const places = await Promise.all([1, 2, 3].map(() => postgres.database()));
    const opened = await Promise.all(places.flatMap(({ url }) => [openDatabase({ url }, options), openDatabase({ url }, options)]));
    for (const { sql } of opened)
      expect(await sql.query('select name from migrations order by name')).toEqual(migrations.map(({ name }) => ({ name })));
    await Promise.all(opened.map((one) => one.close()));
    await Promise.all(places.map(({ drop }) => drop()));
  });

  test('refuse a migration that was altered, and data of a newer version', () =>
    within(async (url) => {
      const sql = await openPg(url);
      await migrate(sql);
      await migrate(sql);
      const altered = migrations.map((one, i) => (i === 1 ? { ...one, sql: `${one.sql}\n` } : one));
      await expect(migrate(sql, altered)).rejects.toThrow(UnknownSchema);
      await expect(migrate(sql, migrations.slice(0, -1))).rejects.toThrow(/newer Countersign/);
      const broken = [...migrations, { name: '9999-broken', sql: 'create table half (id text); select 1 / 0;' }];
      await expect(migrate(sql, broken)).rejects.toThrow(/division by zero/);
      expect(await sql.query(`select to_regclass('half') as half`)).toEqual([{ half: null }]);
      await sql.close();
    }));

  test('need no superuser: the policies hold for the owner of the tables too', () =>
    within(async (elsewhere) => {
      const owner = `owner_${newId('own').slice(-12)}`;
      await postgres.as(elsewhere, `create role ${owner} login createrole`);
      await within(async (url) => {
        await postgres.as(url, `do $$ begin execute format('alter database %I owner to ${owner}', current_database()); end $$`);
        const own = new URL(url);
        own.username = owner;
        const database = await openDatabase({ url: own.href }, options);
        await database.log.createTenant({ id: 't', name: 't', epoch: 'e', isFounding: true });
        await wishes(database.log, 't', [{ id: newId('not'), patch: { title: 'One' } }]);
        expect(await database.sql.query('select * from records')).toEqual([]);
        await expect(database.sql.query('delete from lines')).rejects.toThrow(/append-only/);
        expect(await auditVerify(database.sql, noteRegistry, 't')).toMatchObject({ ok: true, lines: 1 });
        await database.close();
      });
      await postgres.as(elsewhere, `drop role ${owner}`);
    }));

  test('that write at once leave one log without gaps, and each hears of the other’s lines', () =>
    within(async (url) => {
      const [one, two] = await Promise.all([openDatabase({ url }, options), openDatabase({ url }, options)]);
      await one.log.createTenant({ id: 't', name: 't', epoch: 'e', isFounding: false });
      const heard: number[] = [];
      one.log.onAppended((tenantId, seq) => {
        if (tenantId === 't') heard.push(seq);
      });
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          wishes((i % 2 === 0 ? one : two).log, 't', [
            { id: newId('not'), patch: { title: `${i} a` } },
            { id: newId('mem'), patch: { title: `${i} b` } },
          ]),
        ),
      );
      expect(await auditVerify(two.sql, noteRegistry, 't')).toMatchObject({ ok: true, lines: 80, records: 80 });
      await expect.poll(() => heard.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => (i + 1) * 2));
      await Promise.all([one.close(), two.close()]);
    }));

  test('that lose their connection leave nothing half written, and listen again', () =>
    within(async (url) => {
      const database = await openDatabase({ url }, options);
      await database.log.createTenant({ id: 't', name: 't', epoch: 'e', isFounding: false });
      const heard: number[] = [];
      database.log.onAppended((_, seq) => heard.push(seq));
      await wishes(database.log, 't', [{ id: newId('not'), patch: { title: 'One' } }]);
      await expect.poll(() => heard).toEqual([1]);

      const cut = database.log.write('t', async (writing) => {
        await postgres.as(
          url,
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
        await writing.endFounding();
      });
      await expect(cut).rejects.toThrow(/terminat|connection|queryable/i);
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([1, 1]);
      await wishes(database.log, 't', [{ id: newId('not'), patch: { title: 'Two' } }]);
      await expect.poll(() => heard).toEqual([1, 1, 2]);
      await database.close();
    }));

  test('ask several things at once in one transaction, and nothing after it', () =>
    within(async (url) => {
      const sql = await openPg(url);
      const left: Queryable[] = [];
      const answers = await sql.transaction({}, (one) => {
        left.push(one);
        return Promise.all([1, 2, 3].map((i) => one.query('select $1::int as i', [i])));
      });
      expect(answers).toEqual([[{ i: 1 }], [{ i: 2 }], [{ i: 3 }]]);
      await expect(left[0]?.query('select 1')).rejects.toThrow('The transaction is over.');
      // One that fails takes the others with it, and the connection is as good as before.
      await sql.exec('create table kept (i int)');
      const failing = sql.transaction({}, (one) =>
        Promise.all([one.query('insert into kept values (1)'), one.query('select 1 / 0'), one.query('insert into kept values (2)')]),
      );
      await expect(failing).rejects.toThrow('division by zero');
      expect(await sql.query('select * from kept')).toEqual([]);
      await sql.close();
    }));

  test('share what the first of them kept', () =>
    within(async (url) => {
      const [one, two] = await Promise.all([openDatabase({ url }, options), openDatabase({ url }, options)]);
      const kept = await Promise.all([one.keepFirst('key', 'a'), two.keepFirst('key', 'b')]);
      expect(kept[0]).toBe(kept[1]);
      await Promise.all([one.close(), two.close()]);
    }));

  test('say that a database cannot be reached', async () => {
    await expect(openDatabase({ url: 'postgresql://nobody@127.0.0.1:5699/nothing' }, options)).rejects.toThrow(/ECONNREFUSED/);
  });

  test('a role that may pass by row-level security is refused', () =>
    within(async (url) => {
      const database = await openDatabase({ url }, options);
      await database.close();
      // Within a transaction of its own, so that nobody else in the cluster sees it.
      const sql = await openPg(url);
      await expect(
        sql.transaction({ first: ['alter role countersign_app bypassrls'] }, (one) =>
          migrate({ ...sql, ...one, transaction: (_, work) => work(one, []) }),
        ),
      ).rejects.toThrow(/cannot pass by/);
      expect(await withAccess(sql, asServer('*'), (one) => one.query('select id from tenants'))).toEqual([]);
      await sql.close();
    }));
});
