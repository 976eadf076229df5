import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivedIds } from '#shared/kernel/derived-id.ts';
import { type Id, idMaker, isId, prefixOf, timeOf } from '#shared/kernel/id.ts';
import { seededBytes } from '#test/support/memory-store.ts';

const cause = (seed: number, at = Date.UTC(2026, 10, 2)): Id => idMaker(seededBytes(seed), () => at)('cmd');
const prefixes = fc.array(fc.constantFrom('evt', 'cmd', 'apr', 'tsk'), { maxLength: 40 });

test('what a command makes has the same ids on every host that decides it', () => {
  fc.assert(
    fc.property(fc.integer(), prefixes, (seed, wanted) => {
      const [one, other] = [derivedIds(cause(seed)), derivedIds(cause(seed))];
      expect(wanted.map((prefix) => one(prefix))).toEqual(wanted.map((prefix) => other(prefix)));
    }),
  );
});

test('they are ids of their prefix and of their command’s time, each once, in the order in which they were made', () => {
  fc.assert(
    fc.property(fc.integer(), prefixes, (seed, wanted) => {
      const newId = derivedIds(cause(seed));
      const ids = wanted.map((prefix) => newId(prefix));
      expect(ids.every(isId)).toBe(true);
      expect(ids.map(prefixOf)).toEqual(wanted);
      expect(ids.every((id) => timeOf(id) === timeOf(cause(seed)))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
      for (const prefix of ['evt', 'apr']) {
        const ofOne = ids.filter((id) => prefixOf(id) === prefix);
        expect(ofOne).toEqual(ofOne.toSorted());
      }
    }),
  );
});

test('what is made of one prefix does not move the ids of another', () => {
  const [alone, among] = [derivedIds(cause(1)), derivedIds(cause(1))];
  among('evt');
  among('cmd');
  expect(among('apr')).toBe(alone('apr'));
});

test('no two commands make the same id, also when they were given in one millisecond', () => {
  const commands = Array.from({ length: 500 }, (_, seed) => cause(seed + 1));
  const ids = commands.flatMap((command) => {
    const newId = derivedIds(command);
    return [newId('evt'), newId('evt'), newId('apr')];
  });
  expect(new Set(ids).size).toBe(ids.length);
});

test('more than 4096 of one prefix are still ids, each once', () => {
  const newId = derivedIds(cause(1));
  const ids = Array.from({ length: 5_000 }, () => newId('evt'));
  expect(ids.every(isId)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
});
