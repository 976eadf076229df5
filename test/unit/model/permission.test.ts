import { expect, test } from 'vitest';
import { and, anyone, created, granted, inTeam, missingPermission, named, nobody, not, or } from '#shared/model/permission.ts';
import { type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { actor } from '#test/support/memory-store.ts';

const record = { createdBy: 'ann', fields: { owner: 'ben', team: 'blue' } } as Partial<RecordOf> as RecordOf;
const may = (permission: typeof anyone, who: ReturnType<typeof actor>) =>
  missingPermission(permission, { actor: who, record }).length === 0;

test('what no permission allows is denied, to everyone but the system', () => {
  expect(missingPermission(undefined, { actor: actor('ann', ['admin']) })).toMatchObject([{ code: 'permission.missing' }]);
  expect(may(nobody, actor('ann', ['admin']))).toBe(false);
  expect(missingPermission(nobody, { actor: SYSTEM })).toEqual([]);
});

test('a grant, being named, being in the team and having made it each allow', () => {
  expect(may(granted('x', 'the right to x'), actor('zoe', ['x']))).toBe(true);
  expect(may(granted('x', 'the right to x'), actor('zoe', ['admin']))).toBe(true);
  expect(may(granted('x', 'the right to x'), actor('zoe', ['y']))).toBe(false);
  expect(may(named('owner', 'owning it'), actor('ben'))).toBe(true);
  expect(may(named('owner', 'owning it'), actor('ann'))).toBe(false);
  expect(may(inTeam('team', 'being in its team'), actor('zoe', [], { teamIds: ['blue'] }))).toBe(true);
  expect(may(created, actor('ann'))).toBe(true);
  expect(may(anyone, actor(''))).toBe(false);
});

test('sentences are put together, and say what is needed', () => {
  const both = and(granted('x', 'the right to x'), not(created));
  const either = or(named('owner', 'owning it'), created);
  expect(may(both, actor('ann', ['x']))).toBe(false);
  expect(may(both, actor('zoe', ['x']))).toBe(true);
  expect(may(either, actor('ann'))).toBe(true);
  expect(missingPermission(either, { actor: actor('zoe'), record })).toMatchObject([
    { message: 'You may not do this. It needs owning it, or having created it.' },
  ]);
});
