import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { comparer, compareValues, matches, meets, type Operator } from '#shared/model/query.ts';

const row = (more: { readonly [column: string]: Json }): { readonly [column: string]: Json } => ({
  id: 'a',
  kind: 'parcel',
  archivedAt: null,
  ...more,
});

describe('a condition', () => {
  test.each<[Operator, Json, Json, boolean]>([
    ['is', 'large', 'large', true],
    ['is', 'large', 'small', false],
    ['isNot', 'large', 'small', true],
    ['in', 'large', ['small', 'large'], true],
    ['in', 'large', [], false],
    ['has', ['a', 'b'], 'b', true],
    ['has', 'b', 'b', false],
    ['hasAny', ['a', 'b'], ['c', 'b'], true],
    ['hasAny', ['a', 'b'], [], false],
    ['contains', 'Moving Billing', 'billing', true],
    ['contains', null, 'x', false],
    ['before', '2026-01-01', '2026-01-02', true],
    ['before', '2026-01-02', '2026-01-02', false],
    ['after', '2026-01-03', '2026-01-02', true],
    ['atLeast', 3, 3, true],
    ['atLeast', null, 0, false],
    ['atMost', 3, 2, false],
    ['empty', [], null, true],
    ['empty', 0, null, false],
    ['notEmpty', 'x', null, true],
    ['notEmpty', '', null, false],
  ])('%s: %j against %j is %s', (op, actual, value, expected) => {
    expect(meets({ column: 'x', op, value }, actual)).toBe(expected);
  });

  test('on a state also meets what lies below it', () => {
    expect(meets({ column: 'state', op: 'is', value: 'underway' }, 'underway.rolling')).toBe(true);
    expect(meets({ column: 'state', op: 'isNot', value: 'underway' }, 'underway.rolling')).toBe(false);
    expect(meets({ column: 'state', op: 'in', value: ['packed', 'underway'] }, 'underway.rolling')).toBe(true);
    expect(meets({ column: 'state', op: 'is', value: 'under' }, 'underway')).toBe(false);
    expect(meets({ column: 'title', op: 'is', value: 'underway' }, 'underway.rolling')).toBe(false);
  });

  test('and its opposite never both hold', () => {
    fc.assert(
      fc.property(fc.constantFrom<Json>('a', 'b', 1, null, true), fc.constantFrom<Json>('a', 'b', 1, null), (actual, value) => {
        expect(meets({ column: 'x', op: 'is', value }, actual)).not.toBe(meets({ column: 'x', op: 'isNot', value }, actual));
        expect(meets({ column: 'x', op: 'empty' }, actual)).not.toBe(meets({ column: 'x', op: 'notEmpty' }, actual));
      }),
    );
  });
});

test('a query asks one kind, and leaves archived ones out unless told', () => {
  const away = row({ archivedAt: '2026-01-01T00:00:00Z' });
  expect(matches({ kind: 'parcel' }, row({}))).toBe(true);
  expect(matches({ kind: 'note' }, row({}))).toBe(false);
  expect(matches({ kind: 'parcel' }, away)).toBe(false);
  expect(matches({ kind: 'parcel', archived: 'only' }, away)).toBe(true);
  expect(matches({ kind: 'parcel', archived: 'only' }, row({}))).toBe(false);
  expect(matches({ kind: 'parcel', archived: 'with' }, away)).toBe(true);
});

describe('the order', () => {
  test('reads numbers in text, and puts what is empty last in both directions', () => {
    const rows = ['CHG-10', null, 'CHG-9', 'chg-9b'].map((number, i) => row({ id: String(i), number }));
    const order = (descending: boolean) =>
      rows.toSorted(comparer({ kind: 'parcel', sort: [{ column: 'number', descending }] })).map((one) => one['number']);
    expect(order(false)).toEqual(['CHG-9', 'chg-9b', 'CHG-10', null]);
    expect(order(true)).toEqual(['CHG-10', 'chg-9b', 'CHG-9', null]);
  });

  test('is a total one: it does not depend on where the rows stood', () => {
    const values = fc.constantFrom<Json>('a', 'B', 'b', 'CHG-2', 'CHG-10', null, '', 'ä');
    fc.assert(
      fc.property(fc.array(values), fc.boolean(), (column, descending) => {
        const rows = column.map((x, i) => row({ id: String(i).padStart(3, '0'), x }));
        const by = comparer({ kind: 'parcel', sort: [{ column: 'x', descending }] });
        expect(rows.toReversed().toSorted(by)).toEqual(rows.toSorted(by));
      }),
    );
  });

  test('of two values is the opposite of the other way round', () => {
    const values = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
      }),
    );
  });
});
