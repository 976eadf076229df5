import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readSigningKey, signingWith } from '#main/adapters/crypto/ed25519.ts';
import { asServer, withAccess } from '#main/adapters/database/access.ts';
import { auditVerify } from '#main/adapters/database/audit.ts';
import type { ServerDatabase } from '#main/adapters/database/open-database.ts';
import { checkpointText } from '#shared/audit/checkpoint.ts';
import { newId, noteRegistry, wishes } from '#test/support/notes.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import { testPostgres } from '#test/support/postgres.ts';

const postgres = await testPostgres();
const signing = signingWith(readSigningKey('11'.repeat(32)));
const first = newId('not');
const second = newId('not');
let tenants = 0;

describe.each([
  ['PGlite', undefined],
  ['PostgreSQL', postgres],
] as const)('on %s', (name, where) => {
  describe.skipIf(name === 'PostgreSQL' && where === undefined)('the audit', () => {
    let database: ServerDatabase;
    let tenant: string;
    beforeAll(async () => {
      database = await openTestDatabase(where);
    }, 240_000);
    afterAll(() => database.close());

    beforeEach(async () => {
      tenant = `audited${++tenants}`;
      await database.log.createTenant({ id: tenant, name: tenant, epoch: 'e1', isFounding: false });
      for (let i = 0; i < 4; i++)
        await wishes(database.log, tenant, [
          { id: first, patch: { title: `First ${i}`, author: 'Dana' } },
          { id: second, patch: { title: `Second ${i}` } },
        ]);
    });

    /** What somebody with the database's own power does: neither grants nor policies nor the product's triggers hold them. */
    const tamper = async (text: string): Promise<void> => {
      await database.sql.transaction({ first: ['set local session_replication_role = replica'] }, (one) =>
        one.query(text.replaceAll('$tenant', `'${tenant}'`)),
      );
    };
    const verify = () => auditVerify(database.sql, noteRegistry, tenant, signing.keys);

    test('[AL7.6] an untouched log verifies: every line, every record, up to its head', async () => {
      const head = await database.log.write(tenant, async (writing) => writing.head);
      await database.log.putCheckpoint(tenant, { epoch: 'e1', seq: 8, hash: head.hash, at: 'now', keyId: 'k', signature: 's' });
      expect(await verify()).toEqual({ ok: true, tenant, lines: 8, records: 2, head, checkpoints: { signed: 0, unknown: 1 } });
    });

    test('[AL7.6] a checkpoint that the server did not sign as it stands is found', async () => {
      const head = await database.log.write(tenant, async (writing) => writing.head);
      const place = { epoch: 'e1', seq: 8, hash: head.hash, at: '2026-11-02T09:00:00.000Z', keyId: signing.keyId };
      await database.log.putCheckpoint(tenant, { ...place, signature: signing.sign(checkpointText(place)) });
      expect(await verify()).toMatchObject({ ok: true, checkpoints: { signed: 1, unknown: 0 } });
      await tamper(`update checkpoints set at = '2026-11-03T09:00:00.000Z' where tenant = $tenant`);
      expect(await verify()).toMatchObject({ ok: false, seq: 8 });
    });

    test.each([
      ['one byte of a line', `update lines set canonical = replace(canonical, 'First 1', 'First 7') where tenant = $tenant and seq = 3`, 3],
      ['one byte of a link', `update links set hash = decode(repeat('ab', 32), 'hex') where tenant = $tenant and seq = 5`, 5],
      ['a line that is gone', `delete from lines where tenant = $tenant and seq = 4`, 4],
      [
        'a line that is gone with its link',
        `with gone as (delete from lines where tenant = $tenant and seq = 4) delete from links where tenant = $tenant and seq = 4`,
        5,
      ],
      [
        'an end that was cut off',
        `with gone as (delete from lines where tenant = $tenant and seq > 6) delete from links where tenant = $tenant and seq > 6`,
        7,
      ],
      [
        'a line outside of the chain',
        `insert into lines (tenant, seq, kind, record_id, scope, scope_before, canonical) values ($tenant, 9, 'note', 'x', '', '', '{}')`,
        9,
      ],
      ['a line filed under another record', `update lines set record_id = '${second}' where tenant = $tenant and seq = 3`, 3],
      ['a sealed value that was exchanged', `update sealed set value = '"Ravi"' where tenant = $tenant and seq = 5`, 5],
      [
        'a record that was edited',
        `update records set fields = jsonb_set(fields, '{title}', '"Mine"') where tenant = $tenant and id = '${second}'`,
        8,
      ],
      ['a record that was removed', `delete from records where tenant = $tenant and id = '${first}'`, 7],
      [
        'a record that came from nowhere',
        `insert into records select tenant, id || 'x', kind, scope, 2, number, state, lifecycle_version, version, archived_at, created_at, created_by, updated_at, updated_by, external_id, stamp, stamps, label, words, fields from records where tenant = $tenant and id = '${second}'`,
        2,
      ],
      [
        'a checkpoint of another log',
        `insert into checkpoints values ($tenant, 6, 'e1', decode(repeat('00', 32), 'hex'), 'now', 'k', 's')`,
        6,
      ],
    ])('[AL7.6] %s is found, by its line', async (_, change, seq) => {
      await tamper(change);
      expect(await verify()).toMatchObject({ ok: false, seq });
    });

    test('[CM4.1] when something happened is changed by nobody: the product cannot, and of others the audit finds it', async () => {
      const later = `update lines set canonical = replace(canonical, '"at":"2026', '"at":"2027') where seq = 2`;
      const asProduct = withAccess(database.sql, asServer(tenant), (one) => one.query(later));
      await expect(asProduct).rejects.toThrow(/permission denied/);
      await expect(database.sql.query(later)).rejects.toThrow(/append-only/);
      await tamper(`update records set created_at = '2027-01-01T00:00:00.000Z' where tenant = $tenant and id = '${first}'`);
      expect(await verify()).toMatchObject({ ok: false, seq: 7, message: expect.stringContaining('createdAt was changed') as string });
      await tamper(`${later} and tenant = $tenant`);
      expect(await verify()).toMatchObject({ ok: false, seq: 2 });
    });

    test('a personal value that was erased leaves the chain whole, and the record as it is without it', async () => {
      await tamper(`delete from sealed where tenant = $tenant`);
      await tamper(`update records set fields = fields - 'author' where tenant = $tenant`);
      expect(await verify()).toMatchObject({ ok: true, lines: 8 });
    });

    test('a tenant that is not there is not verified', async () => {
      expect(await auditVerify(database.sql, noteRegistry, 'nobody')).toMatchObject({ ok: false, seq: 0 });
    });
  });
});
