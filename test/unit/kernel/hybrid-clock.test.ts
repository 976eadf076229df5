import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hybridClock, readHybridTime } from '#shared/kernel/hybrid-clock.ts';

test('ticks forward, also when the wall clock stands still or is set back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 60 }), (walls) => {
      let turn = 0;
      const clock = hybridClock('a', () => walls[turn++] ?? 0);
      const ticks = walls.map(() => clock.tick());
      expect(ticks).toEqual(ticks.toSorted());
      expect(new Set(ticks).size).toBe(ticks.length);
    }),
  );
});

test('what follows something from elsewhere is later than it', () => {
  const here = hybridClock('here', () => 1_000);
  const elsewhere = hybridClock('elsewhere', () => 5_000).tick();
  here.observe(elsewhere);
  expect(here.tick() > elsewhere).toBe(true);
  expect(readHybridTime(here.tick())).toMatchObject({ at: 5_000, node: 'here' });
});

test('what lies in the past changes nothing', () => {
  const clock = hybridClock('a', () => 9_000);
  const first = clock.tick();
  clock.observe(hybridClock('b', () => 10).tick());
  expect(clock.tick() > first).toBe(true);
});

test('goes on from where it stood before a restart', () => {
  const before = hybridClock('a', () => 9_000);
  before.tick();
  const last = before.tick();
  expect(hybridClock('a', () => 1_000, last).tick() > last).toBe(true);
});

test('more ticks than the counter holds go into the next millisecond', () => {
  const clock = hybridClock('a', () => 1_000);
  let last = clock.tick();
  for (let i = 0; i < 70_000; i++) {
    const next = clock.tick();
    if (next <= last) throw new Error(`${next} is not later than ${last}`);
    last = next;
  }
  expect(readHybridTime(last)?.at).toBe(1_001);
});

test('is read as it was written, and anything else is not read', () => {
  const time = hybridClock('device-7', () => Date.UTC(2026, 10, 28, 22)).tick();
  expect(time).toBe('2026-11-28T22:00:00.000Z-0000-device-7');
  expect(readHybridTime(time)).toEqual({ at: Date.UTC(2026, 10, 28, 22), counter: 0, node: 'device-7' });
  expect(readHybridTime('yesterday')).toBeUndefined();
});
