import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Access, asBearer, asServer, withAccess } from '#main/adapters/database/access.ts';
import type { ServerDatabase } from '#main/adapters/database/open-database.ts';
import { newId, wishes } from '#test/support/notes.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import { testPostgres } from '#test/support/postgres.ts';

const postgres = await testPostgres();
const [open, closed] = [newId('not'), newId('not')];

const fill = async ({ log, accounts, sql }: ServerDatabase, tenant: string): Promise<void> => {
  await log.createTenant({ id: tenant, name: tenant, epoch: `e-${tenant}`, isFounding: false });
  await log.register(tenant, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' });
  await wishes(log, tenant, [
    { id: open, patch: { title: 'Open', author: 'Dana' } },
    { id: closed, patch: { title: 'Closed', about: open, author: 'Dana' }, scope: 'team_a', device: { id: 'dev_1', lastSeq: 2 } },
    { id: newId('mem'), patch: { title: 'Memo' } },
  ]);
  await wishes(log, tenant, [{ id: closed, patch: { title: 'Moved' }, from: 'team_a', scope: 'team_b' }]);
  await log.makePages(tenant);
  await log.putCheckpoint(tenant, { epoch: 'e', seq: 1, hash: 'ab'.repeat(32) as never, at: 'now', keyId: 'k', signature: 's' });
  await accounts.putAccount(tenant, { personId: 'per_dana', email: 'dana@example.org', verifier: 'v', signedInAt: null });
  await accounts.attempt(tenant, 'dana@example.org', '2026-11-02T09:00:00.000Z', () => null);
  const digest = `${tenant}-token`;
  await accounts.putSession({
    tokenDigest: digest,
    tenantId: tenant,
    personId: 'per_dana',
    deviceId: 'dev_1',
    createdAt: 'a',
    expiresAt: 'b',
  });
  await accounts.putInvitation({
    codeDigest: `${tenant}-code`,
    tenantId: tenant,
    personId: null,
    email: null,
    expiresAt: 'b',
    usedAt: null,
  });
  await withAccess(sql, asServer(tenant), (one) => one.query(`insert into settings (name, value) values ('s', '1')`));
};

describe.each([
  ['PGlite', undefined],
  ['PostgreSQL', postgres],
] as const)('on %s', (name, where) => {
  describe.skipIf(name === 'PostgreSQL' && where === undefined)('row-level security', () => {
    let database: ServerDatabase;
    let tables: readonly string[];
    beforeAll(async () => {
      database = await openTestDatabase(where);
      await fill(database, 'ours');
      await fill(database, 'theirs');
      const found = await database.sql.query<{ name: string }>(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
         and relname not in ('migrations', 'server_settings') order by relname`,
      );
      tables = found.map((one) => one.name);
    }, 240_000);
    afterAll(() => database.close());

    const ask = <R extends object>(access: Access, text: string) => withAccess(database.sql, access, (one) => one.query<R>(text));
    const count = async (access: Access, table: string, where = 'true') =>
      (await ask<{ many: number }>(access, `select count(*)::int as many from ${table} where ${where}`))[0]?.many ?? -1;
    /** What a statement came to: the reason why it was refused, or how many rows it touched. */
    const outcome = (access: Access, text: string): Promise<string> =>
      ask(access, text).then(
        (rows) => (rows.length === 0 ? 'nothing' : `${rows.length} rows`),
        (cause: unknown) => String(cause),
      );
    const column = (table: string) => (table === 'tenants' ? 'id' : 'tenant');
    /** What was there and is not ours: as the owner sees it who cannot be held. */
    const theirs = async (table: string) => {
      const [row] = await withAccess(database.sql, asServer('theirs'), (one) =>
        one.query<{ all: string }>(`select md5(string_agg(${table}::text, '|' order by ${table}::text)) as all from ${table}`),
      );
      return row?.all;
    };

    test('is on and forced for every table of a tenant, and each was filled for two', async () => {
      const rows = await database.sql.query<{ name: string; isForced: boolean }>(
        `select relname as name, relrowsecurity and relforcerowsecurity as "isForced" from pg_class
         where relname = any (array[${tables.map((table) => `'${table}'`).join(', ')}]) order by relname`,
      );
      expect(rows.filter(({ isForced }) => !isForced)).toEqual([]);
      expect(tables.length).toBeGreaterThan(19);
      for (const table of tables) expect([table, await count(asServer('ours'), table)]).not.toEqual([table, 0]);
    });

    test('the role can neither log in nor pass by the policies, and every transaction of the product takes it on', async () => {
      const [role] = await ask<object>(
        asServer('ours'),
        `select current_user::text as "user", rolcanlogin, rolbypassrls, rolsuper from pg_roles where rolname = current_user`,
      );
      expect(role).toEqual({ user: 'countersign_app', rolcanlogin: false, rolbypassrls: false, rolsuper: false });
    });

    test('nothing of another tenant is selected or counted, whatever is asked', async () => {
      for (const table of tables) {
        expect([table, await count(asServer('ours'), table, `${column(table)} = 'theirs'`)]).toEqual([table, 0]);
        expect([table, await count({ tenant: '', sight: { kinds: ['*'], scopes: '*' } }, table)]).toEqual([table, 0]);
      }
      for (const table of tables.filter((one) => one !== 'tenants')) expect([table, await count(asServer('*'), table)]).toEqual([table, 0]);
    });

    test('nothing of another tenant is inserted, updated or deleted', async () => {
      for (const table of tables) {
        const before = await theirs(table);
        const [{ row } = { row: '' }] = await withAccess(database.sql, asServer('theirs'), (one) =>
          one.query<{ row: string }>(`select row_to_json(${table})::text as row from ${table} limit 1`),
        );
        const text = row.replaceAll("'", "''");
        const inserted = `insert into ${table} select * from json_populate_record(null::${table}, '${text}')`;
        await expect(ask(asServer('ours'), inserted), table).rejects.toThrow(/row-level security/);
        for (const change of [`update ${table} set ${column(table)} = 'ours'`, `delete from ${table}`])
          expect(await outcome(asServer('ours'), `${change} where ${column(table)} = 'theirs' returning 1`), `${table}: ${change}`).toMatch(
            /^nothing$|permission denied|append-only/,
          );
        expect([table, await theirs(table)]).toEqual([table, before]);
      }
    });

    test('what is ours is not handed to another tenant', async () => {
      for (const table of tables.filter((one) => one !== 'tenants'))
        await expect(ask(asServer('ours'), `update ${table} set tenant = 'theirs'`), table).rejects.toThrow(
          /row-level security|permission denied|append-only/,
        );
    });

    test('no key is shared between tenants, so nothing is guessed from a key that is taken', async () => {
      const keys = await database.sql.query<{ table: string; columns: string }>(
        `select conrelid::regclass::text as table, (
           select string_agg(attname, ',' order by attname) from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
         from pg_constraint where contype in ('p', 'u') and connamespace = current_schema()::regnamespace and conrelid::regclass::text not in ('migrations', 'server_settings', 'tenants')`,
      );
      expect(keys.filter(({ columns }) => !columns.split(',').includes('tenant'))).toEqual([]);
      expect(keys.length).toBeGreaterThan(19);
    });

    test('[AL7.6] the log can be added to and nothing else, by anybody', async () => {
      for (const table of ['links', 'lines', 'departures', 'checkpoints', 'commands']) {
        for (const change of [`update ${table} set tenant = tenant`, `delete from ${table}`, `truncate ${table}`]) {
          await expect(ask(asServer('ours'), change), change).rejects.toThrow(/permission denied/);
          await expect(database.sql.query(change), change).rejects.toThrow(/append-only/);
        }
      }
      for (const change of ['delete from records', 'delete from sealed', 'update sealed set salt = salt', 'delete from accounts'])
        await expect(ask(asServer('ours'), change), change).rejects.toThrow(/permission denied/);
      await expect(ask(asServer('ours'), 'select * from server_settings')).rejects.toThrow(/permission denied/);
    });

    describe('within a tenant', () => {
      const SCOPED = ['departures', 'lines', 'manifest_pages', 'pages', 'record_keys', 'records', 'sealed'];
      const seer = (kinds: string[], scopes: string[]): Access => ({ tenant: 'ours', sight: { kinds, scopes }, person: 'per_ravi' });

      test('nothing of another scope or kind is seen', async () => {
        for (const table of SCOPED) {
          const scopesSeen = async (access: Access) =>
            (await ask<{ scope: string }>(access, `select distinct scope from ${table} order by 1`)).map(({ scope }) => scope);
          const kindsSeen = async (access: Access) =>
            (await ask<{ kind: string }>(access, `select distinct kind from ${table} order by 1`)).map(({ kind }) => kind);
          expect((await scopesSeen(seer(['note', 'memo'], ['']))).filter((scope) => scope !== '')).toEqual([]);
          expect((await scopesSeen(seer(['note', 'memo'], ['team_c']))).length).toBe(0);
          expect((await kindsSeen(seer(['memo'], ['', 'team_a', 'team_b']))).filter((kind) => kind !== 'memo')).toEqual([]);
          expect(await kindsSeen(seer([], ['', 'team_a', 'team_b']))).toEqual([]);
          const [all, team] = [await count(asServer('ours'), table), await count(seer(['note', 'memo'], ['', 'team_a', 'team_b']), table)];
          expect([table, team]).toEqual([table, all]);
        }
        expect(await count(seer(['memo'], ['']), 'numbers')).toBe(0);
        expect(await count(seer(['memo'], ['']), 'manifest_numbers')).toBe(0);
      });

      test('a star as a kind or scope of somebody’s opens nothing', async () => {
        const { log } = database;
        const asked = log.read('ours', { kinds: ['*', 'memo'], scopes: ['*', ''] }, 'per_ravi', ({ reader }) => reader.get(closed));
        expect(await asked).toBeUndefined();
        expect(
          await log.read('ours', { kinds: ['note', '*'], scopes: ['*'] }, 'per_ravi', ({ reader }) => reader.get(open)),
        ).toBeUndefined();
      });

      test('who reads cannot write, and sees neither accounts nor sessions nor what others pushed', async () => {
        const ravi = seer(['note', 'memo'], ['']);
        for (const table of ['accounts', 'attempts', 'sessions', 'invitations', 'commands', 'settings', 'devices'])
          expect([table, await count(ravi, table)]).toEqual([table, 0]);
        await expect(
          ask(ravi, `insert into lines (seq, kind, record_id, scope, scope_before, canonical) values (99, 'note', 'x', '', '', '{}')`),
        ).rejects.toThrow(/row-level security/);
        expect(await ask(ravi, `update records set label = 'x' returning id`)).toEqual([]);
        expect(await ask(ravi, `update log_heads set seq = 0 returning tenant`)).toEqual([]);
      });
    });

    test('a token finds its own session and no other', async () => {
      expect((await database.accounts.session('theirs-token'))?.tenantId).toBe('theirs');
      expect(await database.accounts.session('nobodys-token')).toBeUndefined();
      const bearer = asBearer('ours-token');
      for (const table of tables) expect([table, await count(bearer, table)]).toEqual([table, table === 'sessions' ? 1 : 0]);
      expect(await ask(asBearer('ours-code'), 'select tenant from invitations')).toEqual([{ tenant: 'ours' }]);
    });

    test('a value that looks like SQL is a value', async () => {
      const nasty = `x', true); set role postgres; select ('\\'`;
      const access: Access = { tenant: nasty, sight: { kinds: [nasty, '"},{'], scopes: [nasty] }, person: nasty, token: nasty };
      const [set] = await ask<object>(
        access,
        'select app_tenant() as t, app_person() as p, app_token() as k, app_kinds() as kinds, app_scopes() as scopes, current_user::text as u',
      );
      expect(set).toEqual({ t: nasty, p: nasty, k: nasty, kinds: [nasty, '"},{'], scopes: [nasty], u: 'countersign_app' });
    });
  });
});
