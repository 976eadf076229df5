import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { riskOf, ROUTING } from '#shared/capabilities/changes/index.ts';
import { rowsFor } from '#shared/capabilities/changes/routing.rules.ts';
import { failedStep, inOrder, stepBefore, stepsDigest } from '#shared/capabilities/changes/steps.rules.ts';
import { instantWords, isAhead, isInOrder, isOpen, windowOf } from '#shared/capabilities/changes/window.rules.ts';
import { record, stepOf } from './change-facts.fixture.ts';

describe('risk', () => {
  test.each([
    ['1', '1', 1, 'low'],
    ['1', '5', 5, 'low'],
    ['2', '4', 8, 'medium'],
    ['3', '3', 9, 'medium'],
    ['3', '4', 12, 'medium'],
    ['3', '5', 15, 'high'],
    ['5', '5', 25, 'high'],
  ])('[CM3.1] impact %s and likelihood %s: %d, %s', (impact, likelihood, score, level) => {
    expect(riskOf({ impact, likelihood })).toMatchObject({ score, level });
  });

  test('shows its reckoning', () => {
    expect(riskOf({ impact: '4', likelihood: '3' })?.arithmetic).toBe('4 × 3 = 12, so medium (8 to 14)');
    expect(riskOf({ impact: '5', likelihood: '4' })?.arithmetic).toBe('5 × 4 = 20, so high (15 to 25)');
  });

  test('is not known before both questions are answered, nor by an answer that is none', () => {
    expect([riskOf({}), riskOf({ impact: '3' }), riskOf({ impact: '3', likelihood: '6' }), riskOf({ impact: 3, likelihood: '3' })]).toEqual(
      [undefined, undefined, undefined, undefined],
    );
  });

  test('never falls when an answer rises', () => {
    const answer = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(answer, answer, answer, (a, b, c) => {
        const [low, high] = [Math.min(b, c), Math.max(b, c)];
        const score = (likelihood: number) => riskOf({ impact: String(a), likelihood: String(likelihood) })?.score ?? 0;
        expect(score(high)).toBeGreaterThanOrEqual(score(low));
      }),
    );
  });
});

describe('routing', () => {
  const steps = (...asked: Parameters<typeof rowsFor>) => rowsFor(...asked).map(({ step }) => step);

  test.each([
    ['low', 'low', ['System owners', 'Change manager']],
    ['medium', 'high', ['System owners', 'Change manager']],
    ['high', 'low', ['System owners', 'Change manager', 'IT operations']],
    ['low', 'critical', ['System owners', 'Change manager', 'IT operations']],
  ] as const)('[DA3.2] a normal change of %s risk on systems of %s criticality', (risk, criticality, expected) => {
    expect(steps({ type: 'normal', risk, criticality })).toEqual(expected);
  });

  test('an emergency asks one designated person, a standard change nobody', () => {
    expect(steps({ type: 'emergency', risk: 'high', criticality: 'critical' })).toEqual(['Emergency authorization']);
    expect(steps({ type: 'standard', risk: 'high', criticality: 'critical' })).toEqual([]);
  });

  test('every row says why', () => {
    expect(ROUTING.filter(({ because }) => !/^[A-Z].+\.$/.test(because))).toEqual([]);
  });
});

describe('the window', () => {
  const span = windowOf({ windowStart: '2026-11-28T22:00:00+01:00', windowEnd: '2026-11-28T23:00:00Z' });

  test('is half-open and reckoned in time, whatever zone it was written in', () => {
    expect(['20:59:59', '21:00:00', '22:59:59', '23:00:00'].map((at) => isOpen(span, `2026-11-28T${at}Z`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isAhead(span, '2026-11-28T22:59:59Z')).toBe(true);
    expect(isAhead(span, '2026-11-28T23:00:00Z')).toBe(false);
    expect(isInOrder(windowOf({ windowStart: '2026-11-28T22:00:00Z', windowEnd: '2026-11-28T22:00:00Z' }))).toBe(false);
    expect(windowOf({ windowStart: '2026-11-28T22:00:00Z' })).toBeUndefined();
  });

  test('is told with its zone', () => {
    expect(instantWords(Date.UTC(2026, 10, 28, 22))).toBe('Sat 28 Nov 22:00 UTC');
    expect(instantWords(Date.UTC(2026, 0, 1))).toBe('Thu 1 Jan 00:00 UTC');
  });
});

describe('steps', () => {
  const at = (id: string, phase: string, order: number | null, state = 'open') => record(id, state, { phase, order, title: id });
  const all = [
    at('t6', 'rollback', 1),
    at('t5', 'verify', 1),
    at('t3', 'implement', 9),
    at('t2', 'implement', 2),
    at('t4', 'implement', null),
    at('t1', 'prepare', 7),
    at('t0', 'checklist', 1),
  ];
  const one = (id: string) => all.find((task) => task.id === id) ?? all[0] ?? stepOf('implement');

  test('are in the order of phase, number and age', () => {
    expect(inOrder(all).map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6']);
  });

  test('wait for the first one before them that is not settled; the checklist and the rollback do not wait for the rest', () => {
    expect(stepBefore(one('t3'), all)?.id).toBe('t1');
    expect(stepBefore(one('t1'), all)).toBeUndefined();
    expect(stepBefore(one('t0'), all)).toBeUndefined();
    expect(stepBefore(one('t6'), all)).toBeUndefined();
  });

  test('that failed are found going forward only', () => {
    expect(failedStep([at('a', 'rollback', 1, 'failed')])).toBeUndefined();
    expect(failedStep([at('b', 'verify', 1, 'failed'), at('a', 'prepare', 1, 'failed')])?.id).toBe('a');
  });

  test('have one digest whatever order they are read in, and another when what is done changes', () => {
    expect(stepsDigest(all)).toBe(stepsDigest(all.toReversed()));
    expect(stepsDigest(all.slice(1))).not.toBe(stepsDigest(all));
    expect(stepsDigest(all.map((task) => ({ ...task, state: 'done' })))).toBe(stepsDigest(all));
    const doneByAnother = all.map((task) => ({ ...task, fields: { ...task.fields, assignee: 'x', minutes: 5 } }));
    expect(stepsDigest(doneByAnother)).toBe(stepsDigest(all));
  });
});
