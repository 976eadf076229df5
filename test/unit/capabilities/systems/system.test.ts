import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { actor, admin, world } from '#test/support/memory-store.ts';

const keeper = actor('per_keeper', ['systems.manage']);

test('a system cannot need itself, but two may need each other', async () => {
  const here = world(registry);
  const directory = await here.make('system', { name: 'Directory' }, keeper);
  expect(await here.refused('systems.edit', directory.id, { fields: { dependsOn: [directory.id] } }, keeper)).toEqual([
    'system.dependsOnSelf',
  ]);
  const signOn = await here.make('system', { name: 'Sign-on', dependsOn: [directory.id] }, keeper);
  expect((await here.do('systems.edit', directory.id, { fields: { dependsOn: [signOn.id] } }, keeper)).fields['dependsOn']).toEqual([
    signOn.id,
  ]);
});

test('a system that others need is neither retired nor put away, and the refusal names them', async () => {
  const here = world(registry);
  const crm = await here.make('system', { name: 'Old CRM' }, keeper);
  const claims = await here.make('system', { name: 'ClaimsHub', dependsOn: [crm.id] }, keeper);
  const refused = await here.try('systems.edit', crm.id, { fields: { status: 'retired' } }, keeper);
  expect(refused.ok ? [] : refused.error.unmet.map((one) => one.message)).toEqual(['ClaimsHub still depends on it.']);
  expect(await here.refused('systems.archive', crm.id, {}, keeper)).toEqual(['system.stillNeeded']);
  await here.do('systems.edit', claims.id, { fields: { dependsOn: [] } }, keeper);
  await here.do('systems.edit', crm.id, { fields: { status: 'retired' } }, keeper);
  expect((await here.do('systems.archive', crm.id, {}, keeper)).archivedAt).not.toBeNull();
});

test('an owner keeps up their system, nobody else does without the right', async () => {
  const here = world(registry);
  const owner = await here.make('person', { name: 'Ravi Menon' });
  const { id } = await here.make('system', { name: 'Payments Gateway', owner: owner.id }, admin);
  expect((await here.do('systems.edit', id, { fields: { version: '7.2' } }, actor(owner.id))).fields['version']).toBe('7.2');
  expect(await here.refused('systems.edit', id, { fields: { version: '7.3' } }, actor('per_other'))).toEqual(['permission.missing']);
  expect(await here.refused('systems.create', here.newId('sys'), { fields: { name: 'X' } }, actor('per_other'))).toEqual([
    'permission.missing',
  ]);
});
