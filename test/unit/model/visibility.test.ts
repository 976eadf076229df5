import { expect, test } from 'vitest';
import { BUILTIN_ROLES, GRANTS } from '#shared/capabilities/identity/index.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { EVERYONE, isInSight, scopeOf, SEES_RESTRICTED, sightOf } from '#shared/model/visibility.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { actor, admin, world } from '#test/support/memory-store.ts';

const definitionOf = (kind: string) => (registry.has(kind) ? registry.of(kind) : undefined);

async function scene() {
  const here = world(registry);
  const team = await here.make('team', { name: 'Security' });
  const inside = actor('insider', ['changes.request'], { teamIds: [team.id] });
  const change = await here.make('change', { title: 'Close the hole', type: 'normal', restrictedTo: team.id }, inside);
  const step = await here.make('task', { title: 'Patch', change: change.id, phase: 'implement' }, inside);
  const scope = (record: RecordOf) => scopeOf(registry.of(record.kind), record, here.store, definitionOf);
  return { here, team, inside, change, step, scope };
}

test('what is restricted is seen by its team, and so is what belongs to it', async () => {
  const { here, team, inside, change, step, scope } = await scene();
  expect(await scope(change)).toBe(team.id);
  expect(await scope(step)).toBe(team.id);
  expect(await scope(team)).toBe(EVERYONE);
  const [insider, outsider] = [sightOf(registry.kinds, inside), sightOf(registry.kinds, actor('outsider', ['changes.manage']))];
  expect(isInSight(insider, 'change', team.id)).toBe(true);
  expect(isInSight(outsider, 'change', team.id)).toBe(false);
  expect(isInSight(outsider, 'change', EVERYONE)).toBe(true);
  const open = await here.do('changes.edit', change.id, { fields: { restrictedTo: null } }, inside);
  expect(await scope(open)).toBe(EVERYONE);
  expect(await scope(step)).toBe(EVERYONE);
});

test('every kind that hangs below a restricted one is seen through it', () => {
  const restricted = registry.kinds.filter(({ visibility }) => visibility && 'field' in visibility);
  expect(restricted.map(({ kind }) => kind)).toEqual(['change', 'asset', 'incident']);
  for (const { children = [] } of restricted)
    for (const { kind, field } of children) expect(registry.of(kind).visibility).toEqual({ through: field });
  expect(registry.of('approval').visibility).toEqual({ through: 'subject' });
  for (const { fields, visibility } of restricted)
    expect(visibility && 'field' in visibility && fields[visibility.field]?.refKind).toBe('team');
});

test('an approval of a restricted change is restricted with it', async () => {
  const { here, team, change, scope } = await scene();
  const approval = { ...change, kind: 'approval', fields: { subject: change.id, subjectKind: 'change' } };
  expect(await scope(approval)).toBe(team.id);
  expect(await scope({ ...approval, fields: { subject: here.newId('chg') } })).toBe(EVERYONE);
});

test('administering is no reason to see what a team keeps to itself: that is granted by name', () => {
  expect(GRANTS).toHaveProperty([SEES_RESTRICTED]);
  expect(sightOf(registry.kinds, admin).scopes).toEqual([EVERYONE]);
  expect(sightOf(registry.kinds, actor('auditor', [SEES_RESTRICTED])).scopes).toBe('*');
  const given = Object.entries(BUILTIN_ROLES).filter(([, { grants }]) => (grants as readonly string[]).includes(SEES_RESTRICTED));
  expect(given.map(([key]) => key)).toEqual(['securityOfficer', 'auditor']);
});
