import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idMaker, isId, prefixOf, timeOf } from '#shared/kernel/id.ts';
import { seededBytes } from '#test/support/memory-store.ts';

const maker = (times: readonly number[], seed = 1) => {
  let turn = 0;
  return idMaker(seededBytes(seed), () => times[Math.min(turn++, times.length - 1)] ?? 0);
};

describe('ids', () => {
  test('are a prefix and a UUIDv7 that carries its time', () => {
    const id = maker([Date.UTC(2026, 10, 28, 22)])('chg');
    expect(id).toMatch(/^chg_[0-9a-f]{32}$/);
    expect(isId(id)).toBe(true);
    expect(prefixOf(id)).toBe('chg');
    expect(new Date(timeOf(id)).toISOString()).toBe('2026-11-28T22:00:00.000Z');
    expect(id[4 + 12]).toBe('7');
    expect('89ab').toContain(id[4 + 16]);
  });

  test('of one maker are always later, whatever the clock does', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(instants, fc.integer(), (times, seed) => {
        const newId = maker(times, seed);
        const ids = times.map(() => newId('evt'));
        expect(ids).toEqual(ids.toSorted());
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every(isId)).toBe(true);
      }),
    );
  });

  test('stay in order through more than four thousand in one millisecond, and with the clock set back', () => {
    const newId = maker([1_800_000_000_000, 1_700_000_000_000]);
    const ids = Array.from({ length: 9_000 }, () => newId('evt'));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(9_000);
    expect(timeOf(ids.at(-1) ?? '')).toBeGreaterThanOrEqual(1_800_000_000_000);
  });

  test.each([
    '',
    'chg_',
    'CHG_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f',
    '0199f0c2a1b27c3d8e4f5a6b7c8d9e0f',
    'chg_0199f0c2a1b24c3d8e4f5a6b7c8d9e0f',
    7,
  ])('%j is none', (value) => {
    expect(isId(value)).toBe(false);
  });
});
