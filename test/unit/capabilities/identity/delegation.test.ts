import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { delegationLifecycle } from '#shared/capabilities/identity/delegation.lifecycle.ts';
import type { DelegationFacts } from '#shared/capabilities/identity/delegation-period.rules.ts';
import { leavesOf } from '#shared/model/lifecycle.ts';
import { actor, admin, type World, world } from '#test/support/memory-store.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';

const MON = '2026-11-02T09:00:00.000Z';
const TUE = '2026-11-03T09:00:00.000Z';
const FRI = '2026-11-06T09:00:00.000Z';

async function people(here: World) {
  const make = async (name: string) => {
    const { id } = await here.make('person', { name, active: true });
    return { id, who: actor(id, ['delegations.own']) };
  };
  return { dana: await make('Dana Whitfield'), ravi: await make('Ravi Menon'), ines: await make('Ines Carvalho') };
}
const fields = (from: string, to: string, startsAt = TUE, endsAt = FRI) => ({ from, to, startsAt, endsAt, reason: 'Annual leave' });

test('what leads on from every state of a delegation', async () => {
  const here = world(registry);
  const { dana, ravi } = await people(here);
  const record = await here.make('delegation', fields(dana.id, ravi.id), dana.who);
  const at =
    (now: string) =>
    (state: string): DelegationFacts => ({
      record: { ...record, state },
      input: {},
      actor: admin,
      now,
      others: [],
      names: {},
      delegate: undefined,
    });
  expect(tableOf(delegationLifecycle, at(MON))).toEqual({
    planned: 'revoke > revoked',
    active: 'revoke > revoked',
    ended: '',
    revoked: '',
  });
  expect(tableOf(delegationLifecycle, at(TUE))['planned']).toBe('begin > active, revoke > revoked');
  expect(tableOf(delegationLifecycle, at(FRI))).toMatchObject({
    planned: 'begin > active, end > ended, revoke > revoked',
    active: 'end > ended, revoke > revoked',
  });
  expect(reachable(delegationLifecycle, [at(FRI)]).toSorted()).toEqual(leavesOf(delegationLifecycle).toSorted());
  expect(undescribed(delegationLifecycle)).toEqual([]);
});

test('it begins and ends by the clock, at the instant and not before', async () => {
  const here = world(registry);
  const { dana, ravi } = await people(here);
  const { id } = await here.make('delegation', fields(dana.id, ravi.id), dana.who);
  expect(await here.passDeadlines()).toBe(0);
  here.setNow(TUE);
  expect(await here.passDeadlines()).toBe(1);
  expect((await here.get(id)).state).toBe('active');
  here.setNow(new Date(Date.parse(FRI) - 1).toISOString());
  expect(await here.passDeadlines()).toBe(0);
  here.setNow(FRI);
  expect(await here.passDeadlines()).toBe(1);
  expect((await here.get(id)).state).toBe('ended');
});

test('one whose period has begun holds at once; one that nobody saw pass ends', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  expect(await here.make('delegation', fields(dana.id, ravi.id, MON), dana.who).then(({ id }) => here.get(id))).toMatchObject({
    state: 'active',
  });
  const late = await here.make('delegation', fields(ines.id, ravi.id), ines.who);
  here.setNow('2026-12-24T09:00:00.000Z');
  await here.passDeadlines();
  expect((await here.get(late.id)).state).toBe('ended');
});

test('nobody delegates to themselves, for someone else, to someone who left, or for a time that is over', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  const make = (given: ReturnType<typeof fields>, who = dana.who) =>
    here.refused('delegations.create', here.newId('del'), { fields: given }, who);
  expect(await make(fields(dana.id, dana.id))).toEqual(['delegation.toSelf']);
  expect(await make(fields(ravi.id, ines.id))).toEqual(['delegation.notYours']);
  expect(await make(fields(dana.id, ravi.id, FRI, TUE))).toEqual(['delegation.period']);
  expect(await make(fields(dana.id, ravi.id, '2026-10-01T09:00:00Z', '2026-10-02T09:00:00Z'))).toEqual(['delegation.past']);
  expect(await make(fields(dana.id, ravi.id), actor(dana.id))).toEqual(['permission.missing']);
  await here.do('people.edit', ravi.id, { fields: { active: false } }, admin);
  expect(await make(fields(dana.id, ravi.id))).toEqual(['delegation.left']);
  expect(await here.make('delegation', fields(ines.id, dana.id), actor('per_hr', ['people.manage']))).toMatchObject({ state: 'planned' });
});

test('a delegation that would come back to where it began is refused, and the chain is named', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  await here.make('delegation', fields(dana.id, ravi.id), dana.who);
  await here.make('delegation', fields(ravi.id, ines.id), ravi.who);
  const refused = await here.try('delegations.create', here.newId('del'), { fields: fields(ines.id, dana.id) }, ines.who);
  expect(refused.ok ? [] : refused.error.unmet.map((one) => one.message)).toEqual([
    'The delegation would come back to where it began: Ines Carvalho → Dana Whitfield → Ravi Menon → Ines Carvalho.',
  ]);
  const after = fields(ines.id, dana.id, FRI, '2026-11-09T09:00:00.000Z');
  expect(await here.make('delegation', after, ines.who)).toMatchObject({ state: 'planned' });
});

test('one person has one delegate at a time; back to back is no overlap', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  await here.make('delegation', fields(dana.id, ravi.id), dana.who);
  const input = { fields: fields(dana.id, ines.id, '2026-11-05T09:00:00.000Z', '2026-11-10T09:00:00.000Z') };
  expect(await here.refused('delegations.create', here.newId('del'), input, dana.who)).toEqual(['delegation.twice']);
  expect(await here.make('delegation', fields(dana.id, ines.id, FRI, '2026-11-10T09:00:00.000Z'), dana.who)).toMatchObject({
    state: 'planned',
  });
});

test('a delegation that holds can be shortened or revoked, not turned to someone else', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  const { id } = await here.make('delegation', fields(dana.id, ravi.id, MON), dana.who);
  expect(await here.refused('delegations.edit', id, { fields: { to: ines.id } }, dana.who)).toEqual(['delegation.begun']);
  await here.do('delegations.edit', id, { fields: { endsAt: TUE } }, dana.who);
  expect(await here.refused('delegations.archive', id, {}, dana.who)).toEqual(['delegation.live']);
  expect(await here.refused('delegations.revoke', id, {}, ravi.who)).toEqual(['permission.missing']);
  expect((await here.do('delegations.revoke', id, { note: 'Back early.' }, dana.who)).state).toBe('revoked');
  expect(await here.refused('delegations.edit', id, { fields: { reason: 'Something else' } }, dana.who)).toEqual(['delegation.over']);
});

test('when a person leaves, their delegations end in both directions', async () => {
  const here = world(registry);
  const { dana, ravi, ines } = await people(here);
  const from = await here.make('delegation', fields(ravi.id, ines.id), ravi.who);
  const to = await here.make('delegation', fields(dana.id, ravi.id), dana.who);
  await here.do('people.edit', ravi.id, { fields: { active: false } }, admin);
  expect([(await here.get(from.id)).state, (await here.get(to.id)).state]).toEqual(['revoked', 'revoked']);
});
