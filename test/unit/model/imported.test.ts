import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { admin, world } from '#test/support/memory-store.ts';

const draft = { title: 'Patch', type: 'normal' };

test('a record that was made here is not moved, nor its derived fields set, by an import', async () => {
  const here = world(registry);
  const change = await here.make('change', draft);
  expect(await here.refused('changes.import', change.id, { fields: {}, state: 'closed' }, admin)).toContain('import.ownState');
  expect(await here.refused('changes.import', change.id, { fields: { outcome: 'successful' } }, admin)).toContain('field.derived');
});

test('a record that was imported goes on being imported until it has gone on here', async () => {
  const here = world(registry);
  const id = here.newId('chg');
  await here.do('changes.import', id, { fields: draft, externalId: 'desk:1' }, admin);
  expect((await here.do('changes.import', id, { fields: { title: 'Patch it' } }, admin)).fields['title']).toBe('Patch it');
  here.store.put({ ...(await here.get(id)), state: 'authorize' });
  expect(await here.refused('changes.import', id, { fields: { title: 'Other' } }, admin)).toContain('import.goneOn');
  here.store.put({ ...(await here.get(id)), state: 'closed' });
  expect(await here.refused('changes.import', id, { fields: { title: 'Other' } }, admin)).toContain('change.over');
});
