import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circleOf, type Delegation, isActiveAt, principalsOf, standIns } from '#shared/capabilities/identity/index.ts';
import { inboxOf } from '#shared/capabilities/approvals/index.ts';

const NOW = '2026-11-02T12:00:00.000Z';
const to = (from: string, into: string, startsAt = '2026-11-02T00:00:00Z', endsAt = '2026-11-03T00:00:00Z'): Delegation => ({
  from,
  to: into,
  startsAt,
  endsAt,
});
const names = ['a', 'b', 'c', 'd', 'e'];
const delegations = fc.array(fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names) }), { maxLength: 12 });
const current = (pairs: readonly { readonly from: string; readonly to: string }[]) => pairs.map((pair) => to(pair.from, pair.to));

describe('a delegation', () => {
  test('holds from its start on and no longer at its end', () => {
    const one = to('a', 'b', '2026-11-02T08:00:00Z', '2026-11-02T18:00:00Z');
    expect(['07:59:59.999', '08:00:00', '17:59:59.999', '18:00:00'].map((at) => isActiveAt(one, `2026-11-02T${at}Z`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('is compared as time, whatever zone it was written in', () => {
    expect(isActiveAt(to('a', 'b', '2026-11-02T13:00:00+01:00', '2026-11-02T14:00:00+01:00'), NOW)).toBe(true);
  });
});

describe('who may act for someone', () => {
  test('is found along the chain, the shortest one, the person first', () => {
    const all = [to('a', 'b'), to('b', 'c'), to('a', 'c'), to('c', 'd')];
    expect(standIns(all, 'a', NOW)).toEqual([
      { personId: 'a', chain: ['a'] },
      { personId: 'b', chain: ['a', 'b'] },
      { personId: 'c', chain: ['a', 'c'] },
      { personId: 'd', chain: ['a', 'c', 'd'] },
    ]);
  });

  test('ends where nobody delegates any more, also in a circle', () => {
    expect(standIns([to('a', 'b'), to('b', 'a')], 'a', NOW).map(({ personId }) => personId)).toEqual(['a', 'b']);
  });

  test('never goes through someone who is barred, but may go round them', () => {
    const all = [to('a', 'x'), to('x', 'c'), to('a', 'b'), to('b', 'c')];
    expect(standIns(all, 'a', NOW, new Set(['x'])).find(({ personId }) => personId === 'c')?.chain).toEqual(['a', 'b', 'c']);
    expect(standIns([to('a', 'x'), to('x', 'c')], 'a', NOW, new Set(['x'])).map(({ personId }) => personId)).toEqual(['a']);
    expect(standIns(all, 'x', NOW, new Set(['x']))).toEqual([]);
  });

  test('is the same question from the other side', () => {
    fc.assert(
      fc.property(delegations, fc.constantFrom(...names), fc.constantFrom(...names), (pairs, one, other) => {
        const all = current(pairs);
        const stands = standIns(all, one, NOW).some(({ personId }) => personId === other);
        expect(principalsOf(all, other, NOW).includes(one)).toBe(stands);
        expect(inboxOf(other, all, NOW).includes(one)).toBe(stands);
      }),
    );
  });

  test('every chain is made of delegations that hold, and passes nobody twice', () => {
    fc.assert(
      fc.property(delegations, fc.constantFrom(...names), fc.subarray(names), (pairs, person, barred) => {
        for (const { personId, chain } of standIns(current(pairs), person, NOW, new Set(barred))) {
          expect([chain[0], chain.at(-1)]).toEqual([person, personId]);
          expect(new Set(chain).size).toBe(chain.length);
          expect(chain.filter((one) => barred.includes(one))).toEqual([]);
          const links = chain.slice(1).map((next, i) => pairs.some((pair) => pair.from === chain[i] && pair.to === next));
          expect(links.every(Boolean)).toBe(true);
        }
      }),
    );
  });
});

describe('a circle', () => {
  test('is named with everyone in it', () => {
    expect(circleOf([to('b', 'c'), to('c', 'a')], to('a', 'b'))).toEqual(['a', 'b', 'c', 'a']);
    expect(circleOf([to('b', 'c')], to('a', 'b'))).toBeUndefined();
  });

  test('is none when its parts never hold at the same time', () => {
    const back = to('b', 'a', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z');
    expect(circleOf([back], to('a', 'b'))).toBeUndefined();
    expect(circleOf([back], to('a', 'b', '2026-11-02T00:00:00Z', '2026-11-03T00:00:01Z'))).toEqual(['a', 'b', 'a']);
  });
});
