import type { AccountRow, AccountStore, DeviceInfo, InvitationRow, SessionRow } from '#main/application/server/account-store.ts';
import { asBearer, asServer, withAccess } from './access.ts';
import type { Queryable, Sql } from './sql.ts';

const ACCOUNT = 'select person_id as "personId", email, verifier, signed_in_at as "signedInAt" from accounts';
const SESSION =
  'select token_digest as "tokenDigest", tenant as "tenantId", person_id as "personId", device_id as "deviceId", created_at as "createdAt", expires_at as "expiresAt" from sessions';
const INVITATION =
  'select code_digest as "codeDigest", tenant as "tenantId", person_id as "personId", email, expires_at as "expiresAt", used_at as "usedAt" from invitations';
const DEVICE =
  'select id, name, person_id as "personId", registered_at as "registeredAt", seen_at as "seenAt", revoked_at as "revokedAt" from devices';

/** What is counted of attempts is forgotten after a day. */
const DAY = 86_400_000;
const UNIQUE_VIOLATION = '23505';

/** One mailbox, however it is written. */
const mailbox = (email: string): string => email.trim().toLowerCase();

/** Accounts, sessions, invitations and devices in SQL. Sessions and invitations are found by their digest, whichever tenant they are of. */
export function sqlAccountStore(sql: Sql): AccountStore {
  const within = <T>(tenantId: string, work: (one: Queryable) => Promise<T>) => withAccess(sql, asServer(tenantId), work);
  const byToken = <T>(digest: string, work: (one: Queryable) => Promise<T>) => withAccess(sql, asBearer(digest), work);
  return {
    account: (tenantId, by) =>
      within(tenantId, async (one) => {
        const [column, value] = 'email' in by ? ['email', mailbox(by.email)] : ['person_id', by.personId];
        return (await one.query<AccountRow>(`${ACCOUNT} where ${column} = $1`, [value]))[0];
      }),
    async putAccount(tenantId, { personId, email, verifier, signedInAt }) {
      try {
        await within(tenantId, (one) =>
          one.query(
            `insert into accounts (person_id, email, verifier, signed_in_at) values ($1, $2, $3, $4)
             on conflict (tenant, person_id) do update set email = excluded.email, verifier = excluded.verifier,
               signed_in_at = excluded.signed_in_at`,
            [personId, mailbox(email), verifier, signedInAt],
          ),
        );
        return true;
      } catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === UNIQUE_VIOLATION) return false;
        throw cause;
      }
    },
    hasAccounts: (tenantId) => within(tenantId, async (one) => (await one.query('select from accounts limit 1')).length > 0),
    attempt: (tenantId, email, now, opensAt) =>
      within(tenantId, async (one) => {
        const address = mailbox(email);
        await one.query('delete from attempts where last_at <= $1', [new Date(Date.parse(now) - DAY).toISOString()]);
        await one.query('insert into attempts (email, many, last_at) values ($1, 0, $2) on conflict do nothing', [address, now]);
        const [row] = await one.query<{ many: number; lockedUntil: string | null }>(
          'select many, locked_until as "lockedUntil" from attempts where email = $1 for update',
          [address],
        );
        const { many = 0, lockedUntil = null } = row ?? {};
        if (lockedUntil !== null && lockedUntil > now) return { lockedUntil };
        await one.query('update attempts set many = $2, locked_until = $3, last_at = $4 where email = $1', [
          address,
          many + 1,
          opensAt(many + 1),
          now,
        ]);
        return { lockedUntil: null };
      }),
    succeeded: (tenantId, email, now) =>
      within(tenantId, async (one) => {
        await one.query('delete from attempts where email = $1', [mailbox(email)]);
        await one.query('update accounts set signed_in_at = $2 where email = $1', [mailbox(email), now]);
      }),
    putSession: ({ tokenDigest, tenantId, personId, deviceId, createdAt, expiresAt }) =>
      within(tenantId, async (one) => {
        // Waits for whoever is shutting the device out at this moment, or makes them wait.
        const [device] = await one.query<{ isOut: boolean }>(
          'select revoked_at is not null as "isOut" from devices where id = $1 for share',
          [deviceId],
        );
        if (device?.isOut === true) return;
        await one.query('insert into sessions (token_digest, person_id, device_id, created_at, expires_at) values ($1, $2, $3, $4, $5)', [
          tokenDigest,
          personId,
          deviceId,
          createdAt,
          expiresAt,
        ]);
      }),
    session: (digest) => byToken(digest, async (one) => (await one.query<SessionRow>(`${SESSION} where token_digest = $1`, [digest]))[0]),
    endSession: (digest) =>
      byToken(digest, async (one) => {
        await one.query('delete from sessions where token_digest = $1', [digest]);
      }),
    touchSession: (tenantId, digest, now, expiresAt) =>
      within(tenantId, async (one) => {
        await one.query(
          `with touched as (update sessions set expires_at = $3 where token_digest = $1 returning device_id)
           update devices set seen_at = $2 from touched where id = touched.device_id`,
          [digest, now, expiresAt],
        );
      }),
    endSessionsOf: (tenantId, personId, except) =>
      within(tenantId, async (one) => {
        await one.query('delete from sessions where person_id = $1 and token_digest is distinct from $2', [personId, except]);
      }),
    putInvitation: ({ codeDigest, tenantId, personId, email, expiresAt, usedAt }) =>
      within(tenantId, async (one) => {
        await one.query('insert into invitations (code_digest, person_id, email, expires_at, used_at) values ($1, $2, $3, $4, $5)', [
          codeDigest,
          personId,
          email,
          expiresAt,
          usedAt,
        ]);
      }),
    invitation: (digest) =>
      byToken(digest, async (one) => (await one.query<InvitationRow>(`${INVITATION} where code_digest = $1`, [digest]))[0]),
    useInvitation: (digest, now) =>
      byToken(digest, async (one) => {
        const used = await one.query(
          'update invitations set used_at = $2 where code_digest = $1 and used_at is null returning code_digest',
          [digest, now],
        );
        return used.length > 0;
      }),
    devices: (tenantId) => within(tenantId, (one) => one.query<DeviceInfo>(`${DEVICE} order by registered_at, id`)),
    revokeDevice: (tenantId, deviceId, now) =>
      within(tenantId, async (one) => {
        await one.query('update devices set revoked_at = coalesce(revoked_at, $2) where id = $1', [deviceId, now]);
        await one.query('delete from sessions where device_id = $1', [deviceId]);
      }),
  };
}
