import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Exporter, exporters } from '#shared/exporters/registry.ts';
import { planImport } from '#shared/importers/importer.ts';
import { draftsOf, finish, type ImportPlan } from '#shared/importers/plan.ts';
import { tableReaders } from '#shared/importers/registry.ts';
import { suggestMapping } from '#shared/importers/suggest-mapping.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { labelOf } from '#shared/model/definition.ts';
import { admin, type World, world } from '#test/support/memory-store.ts';
import { thing, thingRegistry } from '#test/support/every-field.ts';

/** Texts that hurt: formulas, quotes, separators, line ends, other scripts. */
const nasty = fc.constantFrom(
  '=1+1',
  '+49 30 1234',
  '-5',
  '@home',
  "'=x",
  "''",
  '"quoted"',
  'a;b',
  'C:\\',
  '\\\\srv\\a;b',
  'a, b',
  'two\nlines',
  'tab\there',
  'Zürich',
  '注文',
  '🙂',
  '007',
  'TRUE',
  '1e5',
  '2026-01-01',
);
const words = fc
  .oneof(nasty, fc.string({ minLength: 1, maxLength: 30 }))
  .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').trim())
  .filter((text) => text !== '');
const maybe = <T extends Json>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const at = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2090, 0, 1) }).map((ms) => new Date(ms).toISOString());

const fields = fc.record({
  name: words,
  story: maybe(words),
  size: maybe(
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((value) => Math.round(value * 1e6) / 1e6 || 0),
    ),
  ),
  price: maybe(
    fc.record({ amount: fc.integer({ min: -1_000_000, max: 1_000_000_000 }), currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD') }),
  ),
  colour: maybe(fc.constantFrom('red', 'blue')),
  uses: fc.subarray(['work', 'play']),
  isNew: maybe(fc.boolean()),
  madeOn: maybe(at.map((text) => text.slice(0, 10))),
  seenAt: maybe(at),
  words: fc
    .uniqueArray(
      words.map((text) => text.slice(0, 20).trim()),
      { maxLength: 4 },
    )
    .map((list) => list.filter((one) => one !== '')),
  shape: maybe(fc.record({ sides: fc.integer() })),
});

async function filled(all: readonly JsonObject[]): Promise<World> {
  const here = world(thingRegistry);
  const made: RecordOf[] = [];
  for (const one of all) {
    const [first, second] = made;
    made.push(await here.make('thing', { ...one, ...(first && second ? { partOf: second.id, likes: [first.id, second.id] } : {}) }));
  }
  return here;
}

async function write(exporter: Exporter, here: World, unconfirmed?: ReadonlySet<string>): Promise<Uint8Array> {
  const records = [...here.store.records.values()];
  const named = (id: string) => {
    const record = here.store.records.get(id);
    return record && labelOf(thing, record);
  };
  return exporter.write({ definition: thing, records, labelOf: named, now: here.now(), ...(unconfirmed ? { unconfirmed } : {}) });
}

async function read(exporter: Exporter, bytes: Uint8Array, here: World): Promise<ImportPlan> {
  const table = await tableReaders.find(({ name }) => name === exporter.name)?.read(bytes);
  if (!table?.ok) throw new Error(table ? refusalLines(table.error).join('\n') : 'no reader');
  const mapping = suggestMapping(thing, table.value.headers, table.value.rows);
  const plan = await finish(
    planImport(table.value, mapping, { registry: thingRegistry, reader: here.store, actor: admin, now: here.now(), newId: here.newId }),
  );
  if (!plan.ok) throw new Error(refusalLines(plan.error).join('\n'));
  return plan.value;
}

describe.each(exporters.map((exporter) => [exporter.label, exporter] as const))('%s', (_label, exporter) => {
  const runs = exporter.name === 'csv' ? 120 : 25;

  test('an exported list that is imported again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 6 }), async (all) => {
        const here = await filled(all);
        const plan = await read(exporter, await write(exporter, here), here);
        expect(plan.rows.filter(({ status }) => status !== 'unchanged')).toEqual([]);
        expect(plan.counts.unchanged).toBe(all.length);
      }),
      { numRuns: runs },
    );
  }, 60_000);

  test('an exported list that is imported elsewhere is the same there, but for its structured content', async () => {
    const unique = fc.uniqueArray(fields, { minLength: 1, maxLength: 5, selector: ({ name }) => name.toLowerCase() });
    await fc.assert(
      fc.asyncProperty(unique, async (all) => {
        const here = await filled(all);
        const there = world(thingRegistry, { seed: 2 });
        const plan = await read(exporter, await write(exporter, here), there);
        expect(plan.counts).toMatchObject({ new: all.length, refused: 0 });
        for (const draft of draftsOf(plan)) await there.give(draft, admin);
        for (const record of here.store.records.values()) {
          const { shape: _shape, ...plain } = record.fields;
          const listed = Object.fromEntries(Object.entries(plain).filter(([, value]) => !Array.isArray(value) || value.length > 0));
          const copied = Object.entries(there.store.records.get(record.id)?.fields ?? {}).filter(
            ([, value]) => !Array.isArray(value) || value.length > 0,
          );
          expect(Object.fromEntries(copied)).toEqual(listed);
        }
      }),
      { numRuns: runs },
    );
  }, 60_000);

  test('a list of a workspace that follows a server says which rows are provisional, and the word is not imported', async () => {
    const here = await filled([{ name: 'Left' }, { name: 'Right' }]);
    const [left] = [...here.store.records.keys()];
    const bytes = await write(exporter, here, new Set(left === undefined ? [] : [left]));
    const table = await tableReaders.find(({ name }) => name === exporter.name)?.read(bytes);
    if (!table?.ok) throw new Error('no reader');
    const at = table.value.headers.indexOf('Confirmed by the server');
    expect(table.value.rows.map(({ cells }) => cells[at])).toEqual(['No, provisional', 'Yes']);
    expect((await read(exporter, bytes, here)).counts).toMatchObject({ unchanged: 2, refused: 0 });
    const without = await tableReaders.find(({ name }) => name === exporter.name)?.read(await write(exporter, here));
    expect(without?.ok && without.value.headers).not.toContain('Confirmed by the server');
  });

  test('a cell that was edited in the file changes its record; one that was edited on both sides is a conflict', async () => {
    const here = await filled([{ name: 'Left' }, { name: 'Right' }]);
    const bytes = await write(exporter, here);
    const [left, right] = [...here.store.records.values()];
    if (!left || !right) throw new Error('nothing was made');
    await here.do('things.edit', left.id, { fields: { size: 1 } }, admin);
    const plan = await read(exporter, bytes, here);
    expect(plan.counts).toMatchObject({ unchanged: 2 });
    await here.do('things.edit', right.id, { fields: { name: 'Wright' } }, admin);
    const older = await write(exporter, await filled([{ name: 'Left' }, { name: 'Rite' }]));
    const both = await read(exporter, older, here);
    expect(both.rows.find(({ status }) => status === 'conflict')?.differences).toMatchObject([
      { field: 'name', base: 'Right', here: 'Wright', file: 'Rite', conflict: true },
    ]);
  });
});

test('what a spreadsheet would run is escaped in CSV', async () => {
  const here = await filled([{ name: '=cmd|calc' }]);
  const csv = exporters.find(({ name }) => name === 'csv');
  const text = new TextDecoder().decode(csv && (await write(csv, here)));
  expect(text).toContain(`"'=cmd|calc"`);
  expect(text.startsWith('Countersign id')).toBe(true);
});
