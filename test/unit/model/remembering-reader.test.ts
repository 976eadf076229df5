import { expect, test } from 'vitest';
import { rememberingReader } from '#shared/model/remembering-reader.ts';
import { admin, world } from '#test/support/memory-store.ts';
import { thingRegistry } from '#test/support/every-field.ts';

test('a question is asked once, also by two who ask at the same time, and has the answer of the reader beneath', async () => {
  const here = world(thingRegistry);
  const thing = await here.make('thing', { name: 'A' }, admin);
  const asked: string[] = [];
  const reader = rememberingReader({
    ...here.store,
    many: async (ids) => {
      asked.push(`many ${ids.join()}`);
      return here.store.many(ids);
    },
    list: async (query) => {
      asked.push('list');
      return here.store.list(query);
    },
  });
  const [first, again, both] = await Promise.all([
    reader.get(thing.id),
    reader.get(thing.id),
    reader.many([thing.id, 'thg_none', thing.id]),
  ]);
  expect([first, again, both]).toEqual([thing, thing, [thing, thing]]);
  expect(await reader.list({ kind: 'thing' })).toEqual(await reader.list({ kind: 'thing' }));
  expect(asked).toEqual([`many ${thing.id}`, 'many thg_none', 'list']);
});
