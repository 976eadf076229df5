import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, sameJson } from '#shared/kernel/difference.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

const objects = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.integer(), fc.constant(null), fc.array(fc.integer())));

test('names each field that differs, once, with both sides', () => {
  expect(difference({ a: 1, b: [1, 2], c: { x: 1, y: 2 } }, { b: [2, 1], c: { y: 2, x: 1 }, d: null })).toEqual([
    { field: 'a', before: 1, after: undefined },
    { field: 'b', before: [1, 2], after: [2, 1] },
    { field: 'd', before: undefined, after: null },
  ]);
});

test('is empty for a record and itself, and applying it gives the other side', () => {
  fc.assert(
    fc.property(objects, objects, (before: JsonObject, after: JsonObject) => {
      expect(difference(before, before)).toEqual([]);
      const applied: Record<string, unknown> = { ...before };
      for (const one of difference(before, after)) {
        if (one.after === undefined) delete applied[one.field];
        else applied[one.field] = one.after;
      }
      expect(applied).toEqual(after);
    }),
  );
});

test('null and not there are two things, and an object is never a list', () => {
  expect(sameJson(null, undefined)).toBe(false);
  expect(sameJson({}, [])).toBe(false);
  expect(sameJson(0, null)).toBe(false);
  expect(sameJson({ a: [{ b: 1 }] }, { a: [{ b: 1 }] })).toBe(true);
});
