import { expect, test } from 'vitest';
import { isId } from '#shared/kernel/id.ts';
import { admin } from '#test/support/memory-store.ts';
import { accountsWorld, deviceOf, emailOf, PASSPHRASE, refusedAs, right } from './accounts-world.fixture.ts';

const DAYS = 24 * 60;
const taking = (code: string, name = 'Ravi') => ({ code, passphrase: PASSPHRASE, device: deviceOf(name) });

test('an invitation gives a person who is here an account, and lets them in', async () => {
  const { accounts, member, person, tokenOf } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const ravi = await person('Ravi', 'approver');
  const { code, expiresAt } = right(await accounts.invite(root, ravi));
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(expiresAt).toBe('2026-11-09T09:00:00.000Z');
  const { token, session } = right(await accounts.accept(taking(code.toLowerCase().replaceAll('-', ' '))));
  expect(session).toMatchObject({ personId: ravi, isFounding: false });
  expect(await accounts.sessionOf(token)).toBeDefined();
  await tokenOf(emailOf('Ravi'));
});

test('an invitation is taken once, also by two at once, and not when it is too old', async () => {
  const { accounts, member, person, here } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const { code } = right(await accounts.invite(root, await person('Ravi', 'approver')));
  const both = await Promise.all([accounts.accept(taking(code)), accounts.accept({ ...taking(code), passphrase: 'another one of words' })]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  const loser = both.find(({ ok }) => !ok);
  expect(loser && refusedAs(loser)).toBe('forbidden');
  expect(refusedAs(await accounts.accept(taking(code)))).toBe('forbidden');

  const late = right(await accounts.invite(root, await person('Mia', 'approver')));
  here.pass(7 * DAYS);
  expect(refusedAs(await accounts.accept(taking(late.code, 'Mia')))).toBe('forbidden');
  expect(refusedAs(await accounts.accept(taking('0000-0000-0000-0000', 'Mia')))).toBe('forbidden');
});

test('what is refused does not use the invitation up', async () => {
  const { accounts, member, person } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const { code } = right(await accounts.invite(root, await person('Ravi', 'approver')));
  for (const passphrase of ['1234567', 'RAVI@example.org ', 'aaaaaaaaaaaa', 'abababababab'])
    expect(refusedAs(await accounts.accept({ ...taking(code), passphrase }))).toBe('invalidInput');
  expect(refusedAs(await accounts.accept({ ...taking(code), email: 'eve@example.org' }))).toBe('forbidden');
  expect(refusedAs(await accounts.accept({ ...taking(code), device: deviceOf('Root') }))).toBe('conflict');
  right(await accounts.accept({ ...taking(code), email: 'Ravi@Example.org' }));
});

test('nobody is invited who left meanwhile, is not here, or has no address', async () => {
  const { accounts, member, person, here } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const ravi = await person('Ravi', 'approver');
  const { code } = right(await accounts.invite(root, ravi));
  await here.do('people.edit', ravi, { fields: { active: false } }, admin);
  expect(refusedAs(await accounts.accept(taking(code)))).toBe('forbidden');
  expect(refusedAs(await accounts.invite(root, ravi))).toBe('conflict');
  expect(refusedAs(await accounts.invite(root, here.newId('per')))).toBe('notFound');
  const nameless = await here.make('person', { name: 'Nobody', active: true }, admin);
  expect(refusedAs(await accounts.invite(root, nameless.id))).toBe('conflict');
  right(await accounts.invite(root, nameless.id, 'nobody@example.org'));
  expect(refusedAs(await accounts.invite(root, nameless.id, emailOf('Root')))).toBe('conflict');
});

test('nobody gets at more than they have by inviting somebody who has it', async () => {
  const { accounts, member, here } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const { session: plain } = await member('Ravi', 'approver');
  expect(refusedAs(await accounts.invite(plain, plain.personId))).toBe('forbidden');
  const office = await here.make('role', { name: 'Office', key: 'office', grants: ['people.manage', 'delegations.own'] }, admin);
  const { session: mia } = await member('Mia', 'auditor');
  await here.do('people.edit', mia.personId, { fields: { roles: [office.id] } }, admin);
  const manager = { ...mia, actor: { ...mia.actor, grants: ['people.manage', 'delegations.own'] } };
  expect(refusedAs(await accounts.invite(manager, root.personId))).toBe('forbidden');
  const ada = await here.make('person', { name: 'Ada', email: emailOf('Ada'), active: true }, admin);
  right(await accounts.invite(manager, ada.id));
});

test('who forgot their passphrase gets a new one by an invitation; what was open is closed', async () => {
  const { accounts, member, tokenOf } = await accountsWorld();
  const { session: root } = await member('Root', 'administrator');
  const { token, session } = await member('Ravi', 'approver');
  const { code } = right(await accounts.invite(root, session.personId));
  right(await accounts.accept({ ...taking(code), passphrase: 'quite another passphrase' }));
  expect(await accounts.sessionOf(token)).toBeUndefined();
  await tokenOf(emailOf('Ravi'), 'quite another passphrase');
});

const founder = { email: 'Dana@Example.org', passphrase: PASSPHRASE, device: deviceOf('Dana') };

test('an empty tenant is founded once, by whoever got the first code', async () => {
  const { accounts, tokenOf } = await accountsWorld({ isFounding: true });
  const { code } = right(await accounts.foundingInvitation('t1'));
  const spare = right(await accounts.foundingInvitation('t1'));
  expect(refusedAs(await accounts.accept({ ...founder, code }))).toBe('forbidden');
  const { session } = right(await accounts.found({ ...founder, code, workspace: { from: 'nothing', name: 'Dana Fischer' } }));
  expect(session).toMatchObject({
    isFounding: false,
    actor: { name: 'Dana Fischer', grants: expect.arrayContaining(['admin']) as string[] },
  });
  expect(refusedAs(await accounts.found({ ...founder, code: spare.code, workspace: { from: 'nothing', name: 'Eve' } }))).toBe('forbidden');
  expect(refusedAs(await accounts.foundingInvitation('t1'))).toBe('conflict');
  expect(refusedAs(await accounts.foundingInvitation('t9'))).toBe('notFound');
  await tokenOf('dana@example.org');
});

test('a founding that broke off after the tenant was begun goes on with a new code, and nobody is there twice', async () => {
  const { accounts, here, store } = await accountsWorld({ isFounding: true });
  const { code } = right(await accounts.foundingInvitation('t1'));
  const asked = { ...founder, workspace: { from: 'nothing', name: 'Dana Fischer' } } as const;
  await store.register('t1', { ...founder.device, personId: 'somebody' });
  expect(refusedAs(await accounts.found({ ...asked, code }))).toBe('conflict');
  right(await accounts.found({ ...asked, code: right(await accounts.foundingInvitation('t1')).code, device: deviceOf('New') }));
  expect(await here.store.count({ kind: 'person' })).toBe(1);
});

test('a founder who brings a workspace is let in before their own record is there, with nothing granted but the founding', async () => {
  const { accounts, here, tenants } = await accountsWorld({ isFounding: true });
  const personId = here.newId('per');
  expect(isId(personId)).toBe(true);
  const { code } = right(await accounts.foundingInvitation('t1'));
  const { token, session } = right(await accounts.found({ ...founder, code, workspace: { from: 'device', personId } }));
  expect(session).toMatchObject({ personId, isFounding: true, actor: { grants: [] } });
  expect(await accounts.sessionOf(token)).toMatchObject({ isFounding: true });
  expect(refusedAs(await accounts.invite({ ...session, actor: admin }, personId))).toBe('conflict');
  tenants.set('t1', { id: 't1', name: 'Acme', epoch: 'e1', isFounding: false });
  expect(await accounts.sessionOf(token)).toBeUndefined();
});

test('nothing is brought to a tenant that was begun already', async () => {
  const { accounts, here } = await accountsWorld();
  const { code } = right(await accounts.foundingInvitation('t1'));
  const bringing = { ...founder, code, workspace: { from: 'device', personId: here.newId('per') } } as const;
  expect(refusedAs(await accounts.found(bringing))).toBe('conflict');
});
