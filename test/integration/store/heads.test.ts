import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { flag, money, number, refs, tags } from '#shared/model/field.ts';
import { headColumns } from '#shared/model/head-projection.ts';
import { compareValues, type Condition, type Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { Column } from '#renderer/store/heads/column.ts';
import { shapesOf } from '#renderer/store/heads/head-shape.ts';
import { HeadsEngine } from '#renderer/store/heads/heads-engine.ts';
import { plainHeads } from '#test/support/plain-heads.ts';
import { note, parcel as parcelDefinition } from '#test/unit/model/small-registry.ts';

/** The parcel of the small registry with a field of every form that a head can have. */
const wide = createRegistry([
  defineCapability({
    name: 'wide',
    records: [
      defineRecord({
        ...parcelDefinition,
        fields: {
          ...parcelDefinition.fields,
          tags: tags({ label: 'Tags', head: true }),
          others: refs('parcel', { label: 'Others' }),
          weight: number({ label: 'Weight', head: true }),
          fragile: flag({ label: 'Fragile', head: true }),
          worth: money({ label: 'Worth', head: true }),
        },
      }),
      note,
    ],
  }),
]);

const words = ['alpha', 'Alpha', 'beta 9', 'beta 10', 'ÄRGER', 'z', '', 'PCL-7'];
const instants = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-03-01T10:00:00.000Z'];
const maybe = <T extends Json>(...values: readonly T[]) => fc.constantFrom<T | null>(...values, null);
const idOf = (n: number) => `pcl_${n.toString(16).padStart(32, '0')}`;

const parcel = fc.record({
  n: fc.integer({ min: 0, max: 60 }),
  version: fc.integer({ min: 1, max: 4 }),
  state: fc.constantFrom('packed', 'underway.rolling', 'underway.stopped', 'delivered'),
  archivedAt: fc.constantFrom(null, null, instants[0] ?? ''),
  updatedAt: fc.constantFrom(...instants),
  number: fc.integer({ min: 1, max: 2000 }).map((n) => `PCL-${n}`),
  fields: fc.record({
    title: maybe(...words),
    size: maybe('small', 'large'),
    parent: maybe(idOf(1), idOf(2)),
    dueAt: maybe(...instants),
    tags: maybe<Json>(['alpha', 'z'], ['z'], []),
    others: maybe<Json>([idOf(1), idOf(3)], [idOf(2)]),
    weight: maybe(-1, 0, 5, 12.5),
    fragile: maybe(true, false),
    worth: maybe<Json>({ amount: 5, currency: 'EUR' }, { amount: 10, currency: 'EUR' }),
  }),
});
type Parcel = typeof parcel extends fc.Arbitrary<infer T> ? T : never;

const recordOf = ({ n, fields, ...rest }: Parcel): RecordOf => ({
  id: idOf(n) as RecordOf['id'],
  kind: 'parcel',
  lifecycleVersion: 1,
  createdAt: instants[0] ?? '',
  createdBy: 'per_1',
  updatedBy: 'per_1',
  externalId: null,
  stamp: '' as RecordOf['stamp'],
  stamps: {},
  ...rest,
  fields: Object.fromEntries<Json>(Object.entries<Json>(fields).filter(([, value]) => value !== null)),
});

const columns = [...headColumns(wide.of('parcel')), 'nothing'];
const value = fc.constantFrom<Json>(...words, ...instants, idOf(1), 'small', 'packed', 'underway', 5, true, null);
const condition: fc.Arbitrary<Condition> = fc.record({
  column: fc.constantFrom(...columns),
  op: fc.constantFrom('is', 'isNot', 'in', 'has', 'hasAny', 'contains', 'before', 'after', 'atLeast', 'atMost', 'empty', 'notEmpty'),
  value: fc.oneof(value, fc.array(value, { maxLength: 3 })),
});
const query: fc.Arbitrary<Query> = fc.record(
  {
    kind: fc.constantFrom('parcel', 'parcel', 'parcel', 'note'),
    where: fc.array(condition, { maxLength: 3 }),
    sort: fc.array(fc.record({ column: fc.constantFrom(...columns), descending: fc.boolean() }), { maxLength: 3 }),
    archived: fc.constantFrom('without', 'only', 'with'),
    offset: fc.nat(5),
    limit: fc.nat(20),
  },
  { requiredKeys: ['kind'] },
);

test('the columnar heads answer every query as the plain meaning of queries does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(parcel, { maxLength: 80 }),
      fc.array(parcel, { maxLength: 20 }),
      fc.array(query, { minLength: 1, maxLength: 4 }),
      fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 70 }).map(idOf), { maxLength: 30 }), { nil: undefined }),
      async (first, later, queries, within) => {
        const shapes = shapesOf(wide);
        const plain = plainHeads(wide);
        let fast = new HeadsEngine(shapes);
        for (const [round, parcels] of [first, later, []].entries()) {
          const records = parcels.map(recordOf);
          await plain.apply(records, 0);
          fast.apply(records);
          for (const one of queries) {
            expect(fast.page(one, within)).toEqual(await plain.page(one, within));
            expect(fast.ids(one)).toEqual(await plain.ids(one));
            expect(fast.count(one, within)).toBe(await plain.count(one, within));
            const column = one.sort?.[0]?.column ?? 'state';
            expect(fast.tally(one, column)).toEqual(await plain.tally(one, column));
          }
          for (const field of ['parent', 'others'])
            expect(fast.related('parcel', field, idOf(1))).toEqual(await plain.related('parcel', field, idOf(1)));
          // To the disk and back, twice along the way, changes no answer.
          if (round < 2) fast = new HeadsEngine(shapes, structuredClone(await Promise.all(fast.tables.map((table) => table.freeze()))));
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('sorting many values of one layout, or numbers behind a prefix, gives the order of any other', () => {
  expect.hasAssertions();
  const layouts = [
    fc.date({ min: new Date('2020-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
    fc.integer({ min: 1, max: 99_999 }).map((n) => `CHG-${n}`),
    fc.integer({ min: 1, max: 999 }).map((n) => `CHG-${String(n).padStart(4, '0')}`),
    fc.constantFrom('a', 'A', 'b1', 'b01', 'ä', 'b10', 'b9', 'CHG-9'),
    fc.integer({ min: -50, max: 50 }),
    fc.constantFrom<Json>('CHG-1', 'CHG-', 'CHG-01', 'CHG-9999999999999999', 7, ['x'], ''),
  ] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...layouts).chain((one) => fc.array<Json>(one, { minLength: 600, maxLength: 900 })),
      fc.nat(599),
      (values, cut) => {
        const column = new Column('x');
        for (const [row, value] of values.slice(0, cut).entries()) column.set(row, value);
        column.ranks.byCode();
        for (const [row, value] of values.slice(cut).entries()) column.set(cut + row, value);
        const rows = Uint32Array.from(values, (_, row) => row);
        column.ranks.byCode();
        for (const one of [column, new Column('x', rows.length, structuredClone(column.freeze(rows)))]) {
          const ranks = one.ranks.byCode();
          const ranked = values
            .map((value, row) => ({ value, rank: ranks[one.codes[row] ?? 0] ?? -1 }))
            .toSorted((a, b) => a.rank - b.rank);
          const steps = ranked.slice(1).map((after, i) => ({ before: ranked[i] ?? after, after }));
          const wrong = ({ before, after }: (typeof steps)[number]) =>
            Math.sign(compareValues(before.value, after.value)) !== Math.sign(before.rank - after.rank);
          expect(steps.filter(wrong)).toEqual([]);
        }
      },
    ),
    { numRuns: 60 },
  );
});
