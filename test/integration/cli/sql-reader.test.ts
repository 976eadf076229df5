import { PGlite } from '@electric-sql/pglite';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, UnknownSchema } from '#main/adapters/database/migrate.ts';
import { migrations } from '#main/adapters/database/migrations.ts';
import { pgliteSql } from '#main/adapters/database/pglite-sql.ts';
import type { Sql } from '#main/adapters/database/sql.ts';
import { workspaceStoreOver } from '#main/adapters/database/workspace-store.ts';
import type { Decided, WorkspaceStore } from '#main/application/workspace-store.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Condition, Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { admin, world, type World } from '#test/support/memory-store.ts';
import { thingRegistry } from '#test/support/every-field.ts';

/** One database for the file: making one takes seconds. */
let database: Sql;
let store: WorkspaceStore;
let here: World;
const all: RecordOf[] = [];

const NAMES = [
  'Alpha',
  'alpha 10',
  'alpha 9',
  'Zürich',
  'ZÜRICH',
  'ßtraße',
  'İstanbul',
  '𝔘nicode',
  '\uFFFDodd',
  "O'Neil",
  '100%',
  '_under',
  'k',
  '\u212A',
];
const fields = (i: number): JsonObject => ({
  name: NAMES[i % NAMES.length] ?? 'x',
  ...(i % 3 === 0 ? { size: (i - 20) / 2 } : {}),
  ...(i % 2 === 0 ? { colour: i % 4 === 0 ? 'red' : 'blue' } : {}),
  ...(i % 5 === 0 ? { uses: i % 10 === 0 ? ['work', 'play'] : ['play'] } : {}),
  ...(i % 4 === 1 ? { isNew: i % 8 === 1 } : {}),
  ...(i % 6 === 0 ? { seenAt: new Date(Date.UTC(2026, i % 12, 1)).toISOString(), madeOn: `2026-0${(i % 9) + 1}-15` } : {}),
  ...(i % 7 === 0 ? { words: [`w${i % 3}`, 'Ärger'], price: { amount: i, currency: 'EUR' } } : {}),
});

beforeAll(async () => {
  database = pgliteSql(await PGlite.create());
  await migrate(database);
  store = await workspaceStoreOver(database, thingRegistry);
  here = world(thingRegistry);
  const decided: Decided[] = [];
  for (let i = 0; i < 60; i++) {
    const linked: JsonObject = i > 2 && i % 3 === 0 ? { partOf: all[0]?.id ?? null, likes: [all[1]?.id ?? '', all[2]?.id ?? ''] } : {};
    const made = await here.try('things.create', here.newId('thg'), { fields: { ...fields(i), ...linked } }, admin);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    all.push(...made.value.records);
    decided.push({ execution: made.value, actorId: 'admin' });
  }
  for (const record of all.filter((_, i) => i % 9 === 0)) {
    const archived = await here.try('things.archive', record.id, {}, admin);
    if (archived.ok) decided.push({ execution: archived.value, actorId: 'admin' });
  }
  for (let start = 0; start < decided.length; start += 20) await store.append(decided.slice(start, start + 20));
}, 60_000);
afterAll(() => database.close());

const COLUMNS = [
  'name',
  'size',
  'colour',
  'uses',
  'isNew',
  'seenAt',
  'madeOn',
  'words',
  'price',
  'partOf',
  'likes',
  'label',
  'number',
  'state',
  'id',
  'createdAt',
  'archivedAt',
  'externalId',
  'story',
  'nothing',
];
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    ...NAMES,
    'red',
    'play',
    'w1',
    'Ärger',
    'alpha',
    'z',
    'THG-7',
    '2026-05-15',
    '2026-04-01T00:00:00.000Z',
    '',
    '%',
    'NaN',
    true,
    false,
    null,
    0,
    5,
    -3.5,
  ),
  fc.integer({ min: 0, max: 3 }).map((i) => all[i]?.id ?? ''),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    column: fc.constantFrom(...COLUMNS),
    op: fc.constantFrom('is' as const, 'isNot', 'has', 'contains', 'before', 'after', 'atLeast', 'atMost'),
    value,
  }),
  fc.record({
    column: fc.constantFrom(...COLUMNS),
    op: fc.constantFrom('in' as const, 'hasAny'),
    value: fc.array(value, { maxLength: 3 }),
  }),
  fc.record({ column: fc.constantFrom(...COLUMNS), op: fc.constantFrom('empty' as const, 'notEmpty') }),
);
const query: fc.Arbitrary<Query> = fc.record(
  {
    kind: fc.constant('thing'),
    where: fc.array(condition, { maxLength: 2 }),
    sort: fc.array(fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }), { maxLength: 2 }),
    archived: fc.constantFrom('without' as const, 'only', 'with'),
    offset: fc.nat({ max: 5 }),
    limit: fc.nat({ max: 20 }),
  },
  { requiredKeys: ['kind'] },
);

test('SQL answers every query as the reference reader does: same heads, same order, same count', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const list = asked.sort === undefined || asked.sort.length === 0 ? { ...asked, sort: [{ column: 'id' }] } : asked;
      expect(await store.reader.list(list)).toEqual(await here.store.list(list));
      expect(await store.reader.count(asked)).toBe(await here.store.count(asked));
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('records, references, history and numbers are those of the reference reader', async () => {
  for (const record of here.store.records.values()) expect(await store.reader.get(record.id)).toEqual(record);
  expect(await store.reader.many([all[3]?.id ?? '', 'thg_none', all[1]?.id ?? ''])).toEqual(
    await here.store.many([all[3]?.id ?? '', all[1]?.id ?? '']),
  );
  const ids = (records: readonly RecordOf[]) => records.map(({ id }) => id).toSorted();
  for (const [field, target] of [
    ['partOf', all[0]],
    ['likes', all[2]],
  ] as const)
    expect(ids(await store.reader.related('thing', field, target?.id ?? ''))).toEqual(
      ids(await here.store.related('thing', field, target?.id ?? '')),
    );
  const archived = all[9]?.id ?? '';
  expect(await store.reader.history(archived)).toEqual(await here.store.history(archived));
  expect(await store.reader.lastNumber('thing')).toBe(60);
  expect(await store.lastTime()).toBe(here.store.events.at(-1)?.time);
});

test('search finds records by words anywhere in their text, whatever their case', async () => {
  const found = await store.reader.list({ kind: 'thing', text: 'ÄRGER w1', archived: 'with' });
  const expected = [...here.store.records.values()].filter(({ fields: { words } }) => Array.isArray(words) && words.includes('w1'));
  expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
});

test('a command that is stored twice changes nothing the second time', async () => {
  const edited = await here.try('things.edit', all[1]?.id ?? '', { fields: { name: 'Once' } }, admin);
  if (!edited.ok) throw new Error('refused');
  const count = async () => (await database.query<{ many: number }>('select count(*)::int as many from lines'))[0]?.many ?? 0;
  await store.append([{ execution: edited.value, actorId: 'admin' }]);
  const once = await count();
  await store.append([{ execution: edited.value, actorId: 'admin' }]);
  expect(await count()).toBe(once);
});

test('the log has no gaps, and the database refuses to rewrite it', async () => {
  const rows = await database.query<{ seq: number }>('select seq from lines order by seq');
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
  await expect(database.query("update lines set canonical = 'x'")).rejects.toThrow(/append-only/);
  await expect(database.query('delete from commands')).rejects.toThrow(/append-only/);
});

test('migrations run once, an edited one and data of a newer version are refused', async () => {
  await migrate(database);
  await expect(migrate(database, [])).rejects.toThrow(UnknownSchema);
  const [first] = migrations;
  await expect(migrate(database, [{ name: first?.name ?? '', sql: 'select 1' }])).rejects.toThrow(/not the one that was applied/);
});
