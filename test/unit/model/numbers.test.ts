import { expect, test } from 'vitest';
import { admin, world } from '#test/support/memory-store.ts';
import { thingRegistry } from '#test/support/every-field.ts';

test('numbers go on after an imported one of the same form, and are never given twice', async () => {
  const here = world(thingRegistry);
  const bring = (name: string, number: string) => here.do('things.import', here.newId('thg'), { fields: { name }, number }, admin);
  await here.make('thing', { name: 'first' });
  await bring('older', 'THG-40');
  await bring('oldest', 'THG-7');
  await bring('foreign', 'OLD000099');
  const next = await here.make('thing', { name: 'next' });
  expect([...here.store.records.values()].map(({ number }) => number)).toEqual(['THG-1', 'THG-40', 'THG-7', 'OLD000099', 'THG-41']);
  expect(next.number).toBe('THG-41');
});
