import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { SEES_RESTRICTED } from '#shared/model/visibility.ts';
import { actor, admin, world } from '#test/support/memory-store.ts';
import { changeWorld } from '../changes/change-world.ts';

const REFUSED = ['restriction.notYourTeam'];
const everything = ['changes.request', 'changes.manage', 'incidents.manage', 'assets.request', 'assets.manage'];

test.each<[string, JsonObject]>([
  ['change', { title: 'A change', type: 'normal' }],
  ['incident', { title: 'An incident' }],
  ['asset', { name: 'An asset', class: 'laptop' }],
])('a %s is restricted only by somebody who goes on seeing it', async (kind, fields) => {
  const here = world(registry);
  const [mine, other] = [await here.make('team', { name: 'Mine' }), await here.make('team', { name: 'Other' })];
  const insider = actor('insider', everything, { teamIds: [mine.id] });
  const { plural, prefix } = registry.of(kind);
  expect(await here.refused(`${plural}.create`, here.newId(prefix), { fields: { ...fields, restrictedTo: other.id } }, insider)).toEqual(
    REFUSED,
  );
  expect(await here.refused(`${plural}.create`, here.newId(prefix), { fields: { ...fields, restrictedTo: other.id } }, admin)).toEqual(
    REFUSED,
  );

  const made = await here.make(kind, { ...fields, restrictedTo: mine.id }, insider);
  expect(await here.refused(`${plural}.edit`, made.id, { fields: { restrictedTo: other.id } }, insider)).toEqual(REFUSED);
  const auditor = actor('auditor', [...everything, SEES_RESTRICTED]);
  await here.do(`${plural}.edit`, made.id, { fields: { restrictedTo: other.id } }, auditor);
  await here.do(`${plural}.edit`, made.id, { fields: { restrictedTo: mine.id } }, SYSTEM);
  const label = registry.of(kind).label;
  // What is as it was is no question: another edit does not fail by it.
  await here.do(`${plural}.edit`, made.id, { fields: { [label]: 'Another name', restrictedTo: mine.id } }, admin);
  const open = await here.do(`${plural}.edit`, made.id, { fields: { restrictedTo: null } }, insider);
  expect(open.fields).not.toHaveProperty('restrictedTo');
});

test('a change is not sent to people who do not see it: it says who is missing before anyone is asked', async () => {
  const w = await changeWorld();
  const team = await w.make('team', { name: 'Security' });
  const dana = { ...w.dana, teamIds: [team.id] };
  const { id } = await w.draft();
  await w.do('changes.edit', id, { fields: { restrictedTo: team.id } }, dana);
  const refused = await w.try('changes.submit', id, {}, dana);
  expect(!refused.ok && refused.error.unmet).toMatchObject([{ code: 'change.canBeApproved' }]);

  for (const { personId } of [w.erik, w.mona]) await w.do('people.edit', personId, { fields: { team: team.id } }, admin);
  expect((await w.do('changes.submit', id, {}, dana)).state).toBe('assess');
});
