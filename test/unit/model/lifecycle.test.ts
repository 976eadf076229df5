import { describe, expect, test } from 'vitest';
import { initialState, type Lifecycle, stateLabel, statesOf, step, waysFrom } from '#shared/model/lifecycle.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { admin } from '#test/support/memory-store.ts';
import { parcelLifecycle, type ParcelFacts } from './small-registry.ts';

const plain: Lifecycle = parcelLifecycle;
const facts = (fields: RecordOf['fields'], isInsured = true): ParcelFacts => ({
  record: { fields } as RecordOf,
  input: {},
  actor: admin,
  now: '2026-11-02T09:00:00.000Z',
  isInsured,
});

describe('a step', () => {
  test('leads where the machine says when every guard holds', () => {
    expect(step(parcelLifecycle, 'packed', 'send', facts({ size: 'small' }))).toEqual({ to: 'underway.rolling', unmet: [] });
  });

  test('lists every guard that does not hold, with the field and the help', () => {
    const { to, unmet } = step(parcelLifecycle, 'packed', 'send', facts({ size: 'large' }, false));
    expect(to).toBe('underway.rolling');
    expect(unmet).toEqual([
      { code: 'parcel.isLight', message: 'A large parcel goes by freight.', params: {}, field: 'size' },
      { code: 'parcel.isInsured', message: 'The parcel is not insured.', params: {}, field: 'insured', help: 'Insure it first.' },
    ]);
  });

  test('from a nested state takes its own way or its parent’s', () => {
    expect(step(parcelLifecycle, 'underway.rolling', 'stop', facts({})).to).toBe('underway.stopped');
    expect(step(parcelLifecycle, 'underway.stopped', 'deliver', facts({})).to).toBe('delivered');
  });

  test('out of a final state leads nowhere', () => {
    expect(step(parcelLifecycle, 'delivered', 'send', facts({})).unmet).toMatchObject([{ code: 'lifecycle.notFromHere' }]);
  });
});

describe('the chart', () => {
  test('begins at the leaf of its first state and has the label of a state with its parent’s', () => {
    expect(initialState(plain)).toBe('packed');
    expect(stateLabel(plain, 'underway.rolling')).toBe('Under way, rolling');
    expect(stateLabel(undefined, null)).toBe('');
  });

  test('lists states and what leads on from one, the nearest first', () => {
    expect(statesOf(plain).map(({ id }) => id)).toEqual([
      'packed',
      'underway',
      'underway.rolling',
      'underway.stopped',
      'delivered',
      'lost',
    ]);
    expect(waysFrom(plain, 'underway.rolling').map(({ event }) => event)).toEqual(['stop', 'deliver', 'lose']);
  });
});
