import { describe, expect, test } from 'vitest';
import type { Id } from '#shared/kernel/id.ts';
import { approval } from '#shared/capabilities/approvals/index.ts';
import type { BaseFacts, Lifecycle } from '#shared/model/lifecycle.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { actor } from '#test/support/memory-store.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';
import { ALL, FIRST, step } from './approval-world.ts';

const [ann, ben, cara] = [actor('ann'), actor('ben'), actor('cara')];
const lifecycle = approval.lifecycle as Lifecycle;
const NOW = '2026-11-02T09:00:00.000Z';

interface Scene {
  readonly who?: typeof ann;
  readonly steps?: readonly ReturnType<typeof step>[];
  readonly at?: number;
  readonly votes?: object;
  readonly parties?: readonly string[];
  readonly fields?: RecordOf['fields'];
  readonly seen?: string | undefined;
  readonly subjectDigest?: string;
}

/** Facts as they are gathered: a request of one step whose one seat is Ann's, seen as it is, unless said otherwise. */
function facts({
  who = ann,
  steps = [step('a', [ann], ALL)],
  at = 0,
  votes = {},
  parties = [],
  fields = {},
  ...more
}: Scene = {}): BaseFacts {
  const seats = steps.flatMap((one) => one.seats);
  const whole = {
    record: { id: 'apr_1' as Id, fields: { title: 'Move', digest: 'd1', ...fields } } as Partial<RecordOf> as RecordOf,
    input: {},
    actor: who,
    now: NOW,
    seen: 'd1',
    steps,
    at,
    step: steps[at],
    votes,
    holders: Object.fromEntries(seats.map((seat) => [seat.id, [seat.ref]])),
    delegations: [],
    parties: new Set(parties),
    subjectDigest: 'd1',
    names: { ann: 'Ann', ben: 'Ben', cara: 'Cara' },
    ...more,
  };
  return whole;
}

const FINAL = { rejected: '', expired: '', withdrawn: '', superseded: '' };
const APPROVED = { approved: 'withdraw > withdrawn, supersede > superseded' };
const BY_SYSTEM = 'withdraw > withdrawn, supersede > superseded';

describe('what leads where', () => {
  test('for whoever holds the last seat', () => {
    expect(tableOf(lifecycle, () => facts())).toEqual({
      requested: `approve > approved, reject > rejected, suspend > requested, ${BY_SYSTEM}`,
      ...APPROVED,
      ...FINAL,
    });
  });

  test('for the first of two, who may also abstain', () => {
    expect(tableOf(lifecycle, () => facts({ steps: [step('a', [ann, ben], FIRST), step('b', [cara], FIRST)] }))).toMatchObject({
      requested: `approve > requested, reject > rejected, abstain > requested, suspend > requested, ${BY_SYSTEM}`,
    });
  });

  test('for someone without a seat, a party, one who decided, and one who saw something else: nothing', () => {
    const nothing = { requested: `suspend > requested, ${BY_SYSTEM}` };
    const voted = { a0: { verdict: 'approve', by: 'ann', onBehalfOf: null, chain: ['ann'], step: 0, at: NOW, comment: null } };
    expect(tableOf(lifecycle, () => facts({ who: cara }))).toMatchObject(nothing);
    expect(tableOf(lifecycle, () => facts({ parties: ['ann'] }))).toMatchObject(nothing);
    expect(tableOf(lifecycle, () => facts({ steps: [step('a', [ann, ben], ALL)], votes: voted }))).toMatchObject(nothing);
    expect(tableOf(lifecycle, () => facts({ seen: 'd0' }))).toMatchObject(nothing);
    expect(tableOf(lifecycle, () => facts({ seen: undefined }))).toMatchObject(nothing);
    expect(tableOf(lifecycle, () => facts({ subjectDigest: 'd2' }))).toMatchObject(nothing);
  });

  test('while it is suspended: it can only be resumed or given up', () => {
    expect(tableOf(lifecycle, () => facts({ fields: { suspended: true } }))).toMatchObject({
      requested: `resume > requested, ${BY_SYSTEM}`,
    });
  });

  test('once its time has come', () => {
    const { requested } = tableOf(lifecycle, () => facts({ fields: { expiresAt: NOW } }));
    expect(requested).toContain('expire > expired');
  });
});

test('every state can be reached', () => {
  const worlds = [facts(), facts({ fields: { expiresAt: NOW } }), facts({ fields: { suspended: true } })];
  expect(
    reachable(
      lifecycle,
      worlds.map((one) => () => one),
    ).toSorted(),
  ).toEqual(['approved', 'expired', 'rejected', 'requested', 'superseded', 'withdrawn'].toSorted());
});

test('every state, way and event has its words', () => {
  expect(undescribed(lifecycle)).toEqual([]);
});
