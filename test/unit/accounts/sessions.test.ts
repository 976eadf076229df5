import { expect, test } from 'vitest';
import { accountsWorld, deviceOf, emailOf, PASSPHRASE, refusedAs, right } from './accounts-world.fixture.ts';

const DAYS = 24 * 60;

test('a session ends thirty days after its last use, not after its beginning', async () => {
  const { accounts, member, here } = await accountsWorld();
  const { token } = await member('Dana', 'approver');
  for (let month = 0; month < 4; month++) {
    here.pass(29 * DAYS);
    expect(await accounts.sessionOf(token)).toBeDefined();
  }
  here.pass(30 * DAYS);
  expect(await accounts.sessionOf(token)).toBeUndefined();
});

test('signing out ends this session and no other', async () => {
  const { accounts, member, tokenOf } = await accountsWorld();
  const { token } = await member('Dana', 'approver');
  const other = await tokenOf(emailOf('Dana'));
  await accounts.signOut(other);
  expect(await accounts.sessionOf(other)).toBeUndefined();
  expect(await accounts.sessionOf(token)).toBeDefined();
  await accounts.signOut(other);
});

test('a device that was shut out has no session any more and gets none', async () => {
  const { accounts, member, tokenOf } = await accountsWorld();
  const { token, session } = await member('Dana', 'approver');
  const other = await tokenOf(emailOf('Dana'), PASSPHRASE, 'lost-laptop');
  right(await accounts.revokeDevice(session, 'lost-laptop'));
  expect(await accounts.sessionOf(other)).toBeUndefined();
  expect(await accounts.sessionOf(token)).toBeDefined();
  const again = await accounts.signIn({ email: emailOf('Dana'), passphrase: PASSPHRASE, device: { id: 'lost-laptop', name: 'Lost' } });
  expect(refusedAs(again)).toBe('forbidden');
});

test('a session that was begun while its device was being shut out opens nothing', async () => {
  const { accounts, member, store } = await accountsWorld();
  const { token, session } = await member('Dana', 'approver');
  const { tokenDigest, expiresAt } = session;
  await store.revokeDevice('t1', session.deviceId, expiresAt);
  await store.putSession({
    tokenDigest,
    tenantId: 't1',
    personId: session.personId,
    deviceId: session.deviceId,
    createdAt: expiresAt,
    expiresAt,
  });
  expect(await accounts.sessionOf(token)).toBeUndefined();
});

test('a session that was ended is not brought back by being put off', async () => {
  const { accounts, member, store } = await accountsWorld();
  const { token, session } = await member('Dana', 'approver');
  await accounts.signOut(token);
  await store.touchSession('t1', session.tokenDigest, session.expiresAt, session.expiresAt);
  expect(await accounts.sessionOf(token)).toBeUndefined();
});

test('people see and shut out their own devices; whoever manages people, everyone’s', async () => {
  const { accounts, member } = await accountsWorld();
  const { session: dana } = await member('Dana', 'approver');
  const { session: ravi } = await member('Ravi', 'approver');
  const { session: root, token } = await member('Root', 'administrator');
  const ids = async (session: typeof dana) => (await accounts.devices(session)).map(({ id }) => id);
  expect(await ids(dana)).toEqual(['device-dana']);
  expect(await ids(root)).toEqual(['device-dana', 'device-ravi', 'device-root']);
  expect(refusedAs(await accounts.revokeDevice(ravi, 'device-dana'))).toBe('notFound');
  expect(refusedAs(await accounts.revokeDevice(root, 'no-such-device'))).toBe('notFound');
  right(await accounts.revokeDevice(root, 'device-ravi'));
  expect((await accounts.devices(root)).find(({ id }) => id === 'device-ravi')?.revokedAt).not.toBeNull();
  expect(await accounts.sessionOf(token)).toBeDefined();
});

test('a device is one person’s: another gets a copy of their own', async () => {
  const { accounts, member } = await accountsWorld();
  await member('Dana', 'approver');
  await member('Ravi', 'approver');
  const shared = await accounts.signIn({ email: emailOf('Ravi'), passphrase: PASSPHRASE, device: deviceOf('Dana') });
  expect(refusedAs(shared)).toBe('conflict');
});

test('neither tokens nor passphrases nor codes are kept', async () => {
  const { accounts, member, store } = await accountsWorld();
  const { token, session } = await member('Dana', 'administrator');
  const { code } = right(await accounts.invite(session, session.personId));
  expect(await store.session(token)).toBeUndefined();
  expect(await store.invitation(code)).toBeUndefined();
  const account = await store.account('t1', { personId: session.personId });
  expect(account?.verifier).toMatch(/^scrypt\$2\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
});
