import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Quorum,
  quorumWords,
  requiredOf,
  type Step,
  tallyOf,
  type Verdict,
  type Votes,
} from '#shared/capabilities/approvals/index.ts';

const stepOf = (seats: number, quorum: Quorum, mandatory: readonly number[] = []): Step => ({
  name: 'Step',
  because: '',
  quorum,
  seats: Array.from({ length: seats }, (_, i) => ({
    id: `s${i}`,
    kind: 'person' as const,
    ref: `p${i}`,
    label: `P${i}`,
    mandatory: mandatory.includes(i),
  })),
});
const vote = (verdict: Verdict, by: string, onBehalfOf: string | null = null): Votes[string] => ({
  verdict,
  by,
  onBehalfOf,
  chain: [],
  step: 0,
  at: '',
  comment: null,
});
const votesOf = (verdicts: readonly (Verdict | undefined)[]): Votes =>
  Object.fromEntries(verdicts.flatMap((verdict, i) => (verdict ? [[`s${i}`, vote(verdict, `p${i}`)]] : [])));

describe('how many approvals a quorum asks for', () => {
  test.each<[Quorum['kind'], number, number, number]>([
    ['first', 0, 5, 1],
    ['all', 0, 5, 5],
    ['count', 3, 5, 3],
    ['count', 0, 5, 1],
    // ServiceNow: nearest, halves up; nothing or less means the first; 100 and more means all.
    ['percent', 50, 5, 3],
    ['percent', 49.8, 5, 2],
    ['percent', 51, 5, 3],
    ['percent', 0, 5, 1],
    ['percent', -10, 5, 1],
    ['percent', Number.NaN, 5, 1],
    ['percent', 1, 5, 1],
    ['percent', 100, 5, 5],
    ['percent', 250, 5, 5],
    ['percent', 66, 3, 2],
    ['all', 0, 0, 1],
  ])('%s %d of %d seats: %d', (kind, value, seats, required) => {
    expect(requiredOf({ kind, value }, seats)).toBe(required);
  });

  test('is at least one and, but for a count, never more than there are', () => {
    const quorum = fc.record({ kind: fc.constantFrom('first', 'all', 'percent' as const), value: fc.double({ noNaN: true }) });
    fc.assert(
      fc.property(quorum, fc.integer({ min: 1, max: 40 }), (one, seats) => {
        const required = requiredOf(one, seats);
        expect(required >= 1 && required <= seats && Number.isInteger(required)).toBe(true);
      }),
    );
  });
});

describe('a tally', () => {
  test('is met by the quorum and every mandatory seat together', () => {
    const step = stepOf(3, { kind: 'count', value: 2 }, [0]);
    expect(tallyOf(step, votesOf([undefined, 'approve', 'approve']))).toMatchObject({ approved: 2, isMet: false, isReachable: true });
    expect(tallyOf(step, votesOf(['approve', 'approve', undefined]))).toMatchObject({ isMet: true });
    expect(tallyOf(step, votesOf([undefined, 'approve', 'approve'])).mandatoryOpen.map(({ id }) => id)).toEqual(['s0']);
  });

  test('is never met once someone rejected', () => {
    expect(tallyOf(stepOf(3, { kind: 'first', value: 0 }), votesOf(['approve', 'reject']))).toMatchObject({
      isMet: false,
      isReachable: false,
    });
  });

  test('reckons a share of those who do not abstain', () => {
    const step = stepOf(4, { kind: 'percent', value: 50 });
    expect(tallyOf(step, votesOf(['abstain', 'abstain', 'approve']))).toMatchObject({ required: 1, isMet: true });
  });

  test('knows when a quorum cannot be reached any more', () => {
    const step = stepOf(3, { kind: 'count', value: 2 });
    expect(tallyOf(step, votesOf(['abstain'])).isReachable).toBe(true);
    expect(tallyOf(step, votesOf(['abstain', 'abstain'])).isReachable).toBe(false);
  });

  test('never counts a person twice, whoever they speak for', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const cast = fc.array(fc.record({ by: names, forWhom: fc.option(names) }), { maxLength: 6 });
    fc.assert(
      fc.property(cast, (all) => {
        const votes: Votes = Object.fromEntries(all.map(({ by, forWhom }, i) => [`s${i}`, vote('approve', by, forWhom)]));
        const { approved } = tallyOf(stepOf(6, { kind: 'all', value: 0 }), votes);
        expect(approved).toBeLessThanOrEqual(new Set(all.map(({ by }) => by)).size);
        expect(approved).toBeLessThanOrEqual(new Set(all.map(({ by, forWhom }) => forWhom ?? by)).size);
      }),
    );
  });
});

test.each([
  [stepOf(1, { kind: 'all', value: 0 }), 'one approval'],
  [stepOf(3, { kind: 'all', value: 0 }), 'all 3 approve'],
  [stepOf(3, { kind: 'first', value: 0 }), 'one of 3 approves'],
  [stepOf(5, { kind: 'percent', value: 50 }), '3 of 5 approve'],
])('a quorum in words', (step, words) => {
  expect(quorumWords(step)).toBe(words);
});
