import { expect, test } from 'vitest';
import { admin } from '#test/support/memory-store.ts';
import { accountsWorld, deviceOf, emailOf, PASSPHRASE, refusedAs, right } from './accounts-world.fixture.ts';

const wrong = 'not this one at all';
const attempt = (email: string, passphrase: string) => ({ email, passphrase, device: deviceOf('Other') });

test('who has an account signs in with e-mail and passphrase, and is known by the token from then on', async () => {
  const { accounts, member } = await accountsWorld();
  const dana = (await member('Dana', 'changeManager')).session;
  const begun = right(await accounts.signIn({ ...attempt(` ${emailOf('DANA')} `, PASSPHRASE), tenant: 'acme' }));
  expect(begun.token).toMatch(/^[\w-]{43}$/);
  const session = await accounts.sessionOf(begun.token);
  expect(session).toMatchObject({ tenantId: 't1', personId: dana.personId, deviceId: 'device-other', isFounding: false });
  expect(session?.actor).toMatchObject({ name: 'Dana', grants: expect.arrayContaining(['changes.manage']) as string[] });
});

test('a wrong passphrase, an address that nobody has and a workspace that is not there get one and the same answer', async () => {
  const { accounts, member } = await accountsWorld();
  await member('Dana', 'approver');
  const answers = [
    await accounts.signIn(attempt(emailOf('Dana'), wrong)),
    await accounts.signIn(attempt('nobody@example.org', wrong)),
    await accounts.signIn({ ...attempt(emailOf('Dana'), PASSPHRASE), tenant: 'elsewhere' }),
  ];
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers.map(refusedAs)).toEqual(['signInNeeded', 'signInNeeded', 'signInNeeded']);
});

test('a token that nobody was given opens nothing', async () => {
  const { accounts } = await accountsWorld();
  expect(await accounts.sessionOf('')).toBeUndefined();
  expect(await accounts.sessionOf('A'.repeat(43))).toBeUndefined();
});

test('where several workspaces are on a server, the one that is meant has to be named', async () => {
  const { accounts, tenants, member } = await accountsWorld();
  await member('Dana', 'approver');
  tenants.set('t2', { id: 't2', name: 'Other', epoch: 'e2', isFounding: false });
  expect(refusedAs(await accounts.signIn(attempt(emailOf('Dana'), PASSPHRASE)))).toBe('conflict');
  expect(refusedAs(await accounts.signIn({ ...attempt(emailOf('Dana'), PASSPHRASE), tenant: 't2' }))).toBe('signInNeeded');
  right(await accounts.signIn({ ...attempt(emailOf('Dana'), PASSPHRASE), tenant: 't1' }));
});

test.each([emailOf('Dana'), 'nobody@example.org'])(
  'attempts on %s are throttled: after five, every further one doubles the wait',
  async (email) => {
    const { accounts, member, here } = await accountsWorld();
    await member('Dana', 'approver');
    for (let count = 0; count < 5; count++) expect(refusedAs(await accounts.signIn(attempt(email, wrong)))).toBe('signInNeeded');
    for (const seconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      const closed = await accounts.signIn(attempt(email, wrong));
      expect(closed).toMatchObject({ ok: false, error: { status: 429, params: { retryAfter: seconds } } });
      here.pass(seconds / 60 - 1 / 60);
      expect(refusedAs(await accounts.signIn(attempt(email, PASSPHRASE)))).toBe('tooManyAttempts');
      here.pass(1 / 60);
      expect(refusedAs(await accounts.signIn(attempt(email, wrong)))).toBe('signInNeeded');
    }
  },
);

test('an attempt while it is closed puts nothing off, and the right passphrase ends the throttling', async () => {
  const { accounts, member, here } = await accountsWorld();
  await member('Dana', 'approver');
  for (let count = 0; count < 5; count++) await accounts.signIn(attempt(emailOf('Dana'), wrong));
  for (let count = 0; count < 20; count++) await accounts.signIn(attempt(emailOf('Dana'), wrong));
  here.pass(0.5);
  right(await accounts.signIn(attempt(emailOf('Dana'), PASSPHRASE)));
  for (let count = 0; count < 4; count++) expect(refusedAs(await accounts.signIn(attempt(emailOf('Dana'), wrong)))).toBe('signInNeeded');
  right(await accounts.signIn(attempt(emailOf('Dana'), PASSPHRASE)));
});

test('of many attempts at once no more are checked than of many in a row', async () => {
  const { accounts, member } = await accountsWorld();
  await member('Dana', 'approver');
  const answers = await Promise.all(Array.from({ length: 40 }, () => accounts.signIn(attempt(emailOf('Dana'), wrong))));
  expect(answers.map(refusedAs).filter((code) => code === 'signInNeeded')).toHaveLength(5);
});

test('attempts on one address close no other', async () => {
  const { accounts, member } = await accountsWorld();
  await member('Dana', 'approver');
  await member('Ravi', 'approver');
  for (let count = 0; count < 9; count++) await accounts.signIn(attempt(emailOf('Dana'), wrong));
  expect((await accounts.signIn(attempt(emailOf('Ravi'), PASSPHRASE))).ok).toBe(true);
});

test('whoever left is not let in, and their sessions end at once', async () => {
  const { accounts, member, here } = await accountsWorld();
  await member('Root', 'administrator');
  const { token, session } = await member('Dana', 'approver');
  expect(await accounts.sessionOf(token)).toBeDefined();
  await here.do('people.edit', session.personId, { fields: { active: false } }, admin);
  expect(await accounts.sessionOf(token)).toBeUndefined();
  expect(refusedAs(await accounts.signIn(attempt(emailOf('Dana'), PASSPHRASE)))).toBe('forbidden');
});

test('what somebody may do is asked anew with every use of a session', async () => {
  const { accounts, member, here } = await accountsWorld();
  const { token, session } = await member('Dana', 'changeManager');
  await here.do('people.edit', session.personId, { fields: { roles: [] } }, admin);
  expect((await accounts.sessionOf(token))?.actor.grants).toEqual([]);
});

test('a new passphrase needs the present one, and ends the other sessions', async () => {
  const { accounts, member, tokenOf } = await accountsWorld();
  const { token } = await member('Dana', 'approver');
  const other = await tokenOf(emailOf('Dana'));
  const session = await accounts.sessionOf(token);
  if (!session) throw new Error('not signed in');
  const next = 'five other words in here';
  expect(refusedAs(await accounts.changePassphrase(session, wrong, next))).toBe('invalidInput');
  expect(refusedAs(await accounts.changePassphrase(session, PASSPHRASE, 'short'))).toBe('invalidInput');
  expect(refusedAs(await accounts.changePassphrase(session, PASSPHRASE, emailOf('Dana')))).toBe('invalidInput');
  expect(await accounts.sessionOf(other)).toBeDefined();
  right(await accounts.changePassphrase(session, PASSPHRASE, next));
  expect(await accounts.sessionOf(other)).toBeUndefined();
  expect(await accounts.sessionOf(token)).toBeDefined();
  expect(refusedAs(await accounts.signIn(attempt(emailOf('Dana'), PASSPHRASE)))).toBe('signInNeeded');
  await tokenOf(emailOf('Dana'), next);
});

test('guessing the present passphrase from a session that was left open is throttled too', async () => {
  const { accounts, member } = await accountsWorld();
  const { session } = await member('Dana', 'approver');
  const codes: string[] = [];
  for (let count = 0; count < 6; count++)
    codes.push(refusedAs(await accounts.changePassphrase(session, wrong, 'five other words in here')));
  expect(codes).toEqual([...Array<string>(5).fill('invalidInput'), 'tooManyAttempts']);
});
