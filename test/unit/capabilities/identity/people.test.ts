import { expect, test } from 'vitest';
import { actorFor, BUILTIN_ROLES, GRANTS, newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { actor, admin, type World, world } from '#test/support/memory-store.ts';

async function workspace(here: World) {
  const start = newWorkspaceDrafts({ name: 'Dana Whitfield', email: 'dana.whitfield@halden.example' }, here.newId);
  for (const draft of start.drafts) await here.give(draft, SYSTEM);
  const dana = await actorFor(here.store, start.firstPersonId);
  if (!dana) throw new Error('the first person is there');
  return { ...start, dana };
}

test('a new workspace starts with its roles and one person who administers it', async () => {
  const here = world(registry);
  const { dana, roleIds } = await workspace(here);
  expect(dana).toMatchObject({
    name: 'Dana Whitfield',
    grants: ['admin', 'delegations.own'],
    roleIds: [roleIds.administrator],
    isSystem: false,
  });
  expect(await here.store.count({ kind: 'role' })).toBe(Object.keys(BUILTIN_ROLES).length);
});

test('the catalogue of grants is exactly what the capabilities declare', () => {
  const declared = registry.capabilities.flatMap((capability) => Object.entries(capability.grants ?? {}));
  for (const [grant, words] of declared) expect(GRANTS).toMatchObject({ [grant]: words });
  const waiting = ['changes.'];
  const missing = Object.keys(GRANTS).filter((grant) => !declared.some(([name]) => name === grant));
  expect(missing.filter((grant) => registry.has('change') || !waiting.some((prefix) => grant.startsWith(prefix)))).toEqual([]);
});

test('an actor has the grants of all their roles and is in their team and the teams they lead', async () => {
  const here = world(registry);
  const { roleIds } = await workspace(here);
  const team = await here.make('team', { name: 'Integration Platform' });
  const roles = [roleIds.implementer, roleIds.auditor, roleIds.serviceOwner];
  const person = await here.make('person', { name: 'Tomasz Zielinski', team: team.id, roles });
  const led = await here.make('team', { name: 'Kafka', lead: person.id });
  expect(await actorFor(here.store, person.id)).toMatchObject({
    grants: [
      'changes.request',
      'changes.implement',
      'assets.request',
      'delegations.own',
      'data.seeRestricted',
      'systems.manage',
      'assets.approve',
    ],
    teamIds: [team.id, led.id],
  });
});

test('someone who left, is not here or is no person may do nothing', async () => {
  const here = world(registry);
  const { roleIds } = await workspace(here);
  const person = await here.make('person', { name: 'Jonas Weber', roles: [roleIds.approver] });
  expect(await actorFor(here.store, here.newId('per'))).toBeUndefined();
  expect(await actorFor(here.store, roleIds.approver)).toBeUndefined();
  await here.do('people.edit', person.id, { fields: { active: false } }, admin);
  expect(await actorFor(here.store, person.id)).toBeUndefined();
});

test('nobody gives a role that may more than they may', async () => {
  const here = world(registry);
  const { roleIds } = await workspace(here);
  const keeper = actor('per_keeper', ['people.manage', 'assets.request', 'changes.request', 'delegations.own']);
  const person = await here.make('person', { name: 'Lena Fischer', roles: [roleIds.changeRequester] }, keeper);
  expect(await here.refused('people.edit', person.id, { fields: { roles: [roleIds.assetManager] } }, keeper)).toEqual([
    'person.roleBeyondYours',
    'person.roleBeyondYours',
  ]);
  expect(await here.refused('roles.edit', roleIds.auditor, { fields: { grants: ['admin'] } }, keeper)).toEqual(['role.beyondYours']);
  expect(await here.refused('people.edit', person.id, { fields: { roles: [] } }, actor(person.id))).toEqual(['person.notYours']);
  expect(
    (await here.do('people.edit', person.id, { fields: { phone: '+44 113 496 0172' } }, actor(person.id))).fields['phone'],
  ).toBeDefined();
});

test('a workspace always keeps someone who administers it', async () => {
  const here = world(registry);
  const { dana, roleIds } = await workspace(here);
  const leave = { fields: { active: false } };
  expect(await here.refused('people.edit', dana.personId, leave, dana)).toEqual(['person.lastAdministrator']);
  expect(await here.refused('people.edit', dana.personId, { fields: { roles: [roleIds.auditor] } }, dana)).toEqual([
    'person.lastAdministrator',
  ]);
  expect(await here.refused('roles.edit', roleIds.administrator, { fields: { grants: [] } }, dana)).toEqual(['role.lastAdministrator']);
  await here.make('person', { name: 'Aiko Mori', roles: [roleIds.administrator], active: true }, dana);
  expect((await here.do('people.edit', dana.personId, leave, dana)).fields['active']).toBe(false);
  expect((await here.do('people.archive', dana.personId, {}, admin)).archivedAt).not.toBeNull();
});

test('roles that are held, teams with members and active people are not put away', async () => {
  const here = world(registry);
  const { dana, roleIds } = await workspace(here);
  const team = await here.make('team', { name: 'Payments' });
  const person = await here.make('person', { name: 'Ravi Menon', team: team.id, roles: [roleIds.approver] });
  expect(await here.refused('roles.archive', roleIds.approver, {}, dana)).toEqual(['role.held']);
  expect(await here.refused('teams.archive', team.id, {}, dana)).toEqual(['team.hasMembers']);
  expect(await here.refused('people.archive', person.id, {}, dana)).toEqual(['person.active']);
  await here.do('people.edit', person.id, { fields: { active: false } }, dana);
  expect((await here.do('teams.archive', team.id, {}, dana)).archivedAt).not.toBeNull();
});

test('a line of managers does not turn in a circle, and an address belongs to one person', async () => {
  const here = world(registry);
  const boss = await here.make('person', { name: 'Marion Hale', email: 'marion.hale@halden.example' });
  const middle = await here.make('person', { name: 'Dana Whitfield', manager: boss.id });
  expect(await here.refused('people.edit', boss.id, { fields: { manager: middle.id } }, admin)).toEqual(['person.managerCircle']);
  expect(await here.refused('people.edit', boss.id, { fields: { manager: boss.id } }, admin)).toEqual(['person.managerCircle']);
  expect(await here.refused('people.edit', middle.id, { fields: { email: 'marion.hale@halden.example' } }, admin)).toEqual([
    'person.emailTaken',
  ]);
  expect(await here.refused('roles.create', here.newId('rol'), { fields: { name: 'A', key: 'a' } }, actor('x'))).toEqual([
    'permission.missing',
  ]);
});
