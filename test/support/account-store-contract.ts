import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountRow, AccountStore, InvitationRow, SessionRow } from '#main/application/server/account-store.ts';
import type { LogStore } from '#main/application/server/log-store.ts';

export interface OpenAccountStore {
  readonly accounts: AccountStore;
  readonly log: Pick<LogStore, 'register' | 'createTenant'>;
  close(): Promise<void>;
}

const NOW = '2026-11-02T09:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const dana: AccountRow = { personId: 'per_dana', email: 'dana@example.org', verifier: 'v1', signedInAt: null };
const ravi: AccountRow = { personId: 'per_ravi', email: 'ravi@example.org', verifier: 'v2', signedInAt: NOW };
let made = 0;

/** What every `AccountStore` promises. Each test has a tenant of its own. */
export function accountStoreContract(name: string, open: () => Promise<OpenAccountStore>): void {
  describe(`the account store ${name}`, () => {
    let store: OpenAccountStore;
    beforeAll(async () => {
      store = await open();
    }, 240_000);
    afterAll(() => store.close());

    const tenant = async (): Promise<string> => {
      const id = `a${++made}`;
      await store.log.createTenant({ id, name: id, epoch: id, isFounding: false });
      return id;
    };
    const session = (tenantId: string, more: Partial<SessionRow> = {}): SessionRow => ({
      tokenDigest: `token${++made}`,
      tenantId,
      personId: 'per_dana',
      deviceId: 'dev_1',
      createdAt: NOW,
      expiresAt: later(60),
      ...more,
    });
    const invitation = (tenantId: string, more: Partial<InvitationRow> = {}): InvitationRow => ({
      codeDigest: `code${++made}`,
      tenantId,
      personId: null,
      email: null,
      expiresAt: later(60),
      usedAt: null,
      ...more,
    });

    test('an account is found by its person and by its address, within its tenant', async () => {
      const [id, other] = [await tenant(), await tenant()];
      expect(await store.accounts.hasAccounts(id)).toBe(false);
      expect(await store.accounts.putAccount(id, dana)).toBe(true);
      expect(await store.accounts.putAccount(id, ravi)).toBe(true);
      expect(await store.accounts.hasAccounts(id)).toBe(true);
      expect(await store.accounts.account(id, { personId: 'per_dana' })).toEqual(dana);
      expect(await store.accounts.account(id, { email: 'ravi@example.org' })).toEqual(ravi);
      expect(await store.accounts.account(id, { email: 'kim@example.org' })).toBeUndefined();
      expect(await store.accounts.account(other, { personId: 'per_dana' })).toBeUndefined();
      expect(await store.accounts.hasAccounts(other)).toBe(false);
    });

    test('an address is one person’s at a tenant', async () => {
      const [id, other] = [await tenant(), await tenant()];
      await store.accounts.putAccount(id, dana);
      expect(await store.accounts.putAccount(id, { ...ravi, email: dana.email })).toBe(false);
      expect(await store.accounts.account(id, { personId: 'per_ravi' })).toBeUndefined();
      expect(await store.accounts.putAccount(other, { ...ravi, email: dana.email })).toBe(true);
      expect(await store.accounts.putAccount(id, { ...dana, email: 'new@example.org', verifier: 'v3' })).toBe(true);
      expect(await store.accounts.account(id, { email: dana.email })).toBeUndefined();
      expect(await store.accounts.account(id, { email: 'new@example.org' })).toMatchObject({ verifier: 'v3' });
    });

    test('attempts on an address are counted, close it, and are forgotten by a success or after a day', async () => {
      const id = await tenant();
      await store.accounts.putAccount(id, dana);
      const seen: number[] = [];
      const attempt = (email: string, now: string) =>
        store.accounts.attempt(id, email, now, (many) => {
          seen.push(many);
          return many < 3 ? null : new Date(Date.parse(now) + 600_000).toISOString();
        });
      for (let i = 0; i < 3; i++) expect(await attempt(dana.email, NOW)).toEqual({ lockedUntil: null });
      expect(await attempt(dana.email, later(1))).toEqual({ lockedUntil: later(10) });
      expect(await attempt('kim@example.org', later(1))).toEqual({ lockedUntil: null });
      expect(seen).toEqual([1, 2, 3, 1]);
      expect(await attempt(dana.email, later(10))).toEqual({ lockedUntil: null });
      expect(seen.at(-1)).toBe(4);
      await store.accounts.succeeded(id, dana.email, later(11));
      expect(await store.accounts.account(id, { email: dana.email })).toMatchObject({ signedInAt: later(11) });
      await attempt(dana.email, later(12));
      await attempt('kim@example.org', later(1 + 24 * 60));
      expect(seen.slice(-2)).toEqual([1, 1]);
    });

    test('attempts that come at once are all counted', async () => {
      const id = await tenant();
      const seen: number[] = [];
      await Promise.all(
        Array.from({ length: 8 }, () =>
          store.accounts.attempt(id, dana.email, NOW, (many) => {
            seen.push(many);
            return null;
          }),
        ),
      );
      expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    test('a session is found by its token’s digest, is put off, and ends', async () => {
      const id = await tenant();
      await store.log.register(id, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' });
      const [row, second, others] = [session(id), session(id), session(id, { personId: 'per_ravi' })];
      for (const one of [row, second, others]) await store.accounts.putSession(one);
      expect(await store.accounts.session(row.tokenDigest)).toEqual(row);
      expect(await store.accounts.session('nothing')).toBeUndefined();
      await store.accounts.touchSession(id, row.tokenDigest, later(5), later(65));
      expect(await store.accounts.session(row.tokenDigest)).toMatchObject({ expiresAt: later(65) });
      expect((await store.accounts.devices(id))[0]).toMatchObject({ id: 'dev_1', name: 'Laptop', seenAt: later(5), revokedAt: null });
      await store.accounts.endSessionsOf(id, 'per_dana', row.tokenDigest);
      expect(await store.accounts.session(second.tokenDigest)).toBeUndefined();
      expect(await store.accounts.session(others.tokenDigest)).toEqual(others);
      await store.accounts.endSession(row.tokenDigest);
      await store.accounts.touchSession(id, row.tokenDigest, later(6), later(66));
      expect(await store.accounts.session(row.tokenDigest)).toBeUndefined();
      await store.accounts.endSessionsOf(id, 'per_ravi', null);
      expect(await store.accounts.session(others.tokenDigest)).toBeUndefined();
    });

    test('a device that is shut out has no session, whichever came first', async () => {
      const id = await tenant();
      await store.log.register(id, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' });
      const [before, after] = [session(id), session(id)];
      await store.accounts.putSession(before);
      await store.accounts.revokeDevice(id, 'dev_1', NOW);
      await store.accounts.putSession(after);
      expect(await store.accounts.session(before.tokenDigest)).toBeUndefined();
      expect(await store.accounts.session(after.tokenDigest)).toBeUndefined();
      await store.accounts.revokeDevice(id, 'dev_1', later(5));
      expect((await store.accounts.devices(id)).map(({ revokedAt }) => revokedAt)).toEqual([NOW]);
      expect(await store.log.register(id, { id: 'dev_1', personId: 'per_dana', name: 'Laptop' })).toMatchObject({ revokedAt: NOW });
    });

    test('an invitation is used once, also when two use it at the same time', async () => {
      const id = await tenant();
      const row = invitation(id, { personId: 'per_ravi', email: 'ravi@example.org' });
      await store.accounts.putInvitation(row);
      expect(await store.accounts.invitation(row.codeDigest)).toEqual(row);
      expect(await store.accounts.invitation('nothing')).toBeUndefined();
      const used = await Promise.all([1, 2, 3].map(() => store.accounts.useInvitation(row.codeDigest, later(1))));
      expect(used.filter(Boolean)).toHaveLength(1);
      expect((await store.accounts.invitation(row.codeDigest))?.usedAt).toBe(later(1));
      expect(await store.accounts.useInvitation('nothing', NOW)).toBe(false);
    });
  });
}
