import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { changeTemplate, task } from '#shared/capabilities/changes/index.ts';
import { type BaseFacts, type Lifecycle, unmetOf } from '#shared/model/lifecycle.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { actor } from '#test/support/memory-store.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';
import { NOW, record, stepOf } from './change-facts.fixture.ts';

const lifecycle = task.lifecycle as Lifecycle;

interface Scene {
  readonly phase?: string;
  readonly change?: JsonObject;
  readonly state?: string;
  readonly others?: readonly RecordOf[];
  readonly who?: ReturnType<typeof actor>;
}
function facts({ phase = 'implement', change = {}, state = 'implement', others = [], who = actor('dana') }: Scene = {}): BaseFacts {
  const self = record('tsk_self', 'open', { phase, title: 'Self', order: 5 });
  const whole = {
    record: self,
    input: {},
    actor: who,
    now: NOW,
    change: record('chg_1', state, { assignee: 'dana', ...change }),
    tasks: [self, ...others],
    approvers: new Set<string>(),
  };
  return whole;
}
const table = (scene: Scene) => tableOf(lifecycle, () => facts(scene));

describe('what leads where', () => {
  test('for a step whose turn it is', () => {
    expect(table({})).toEqual({
      open: 'start > running, finish > done, fail > failed, skip > skipped',
      running: 'finish > done, fail > failed, skip > skipped',
      done: '',
      failed: 'retry > running',
      skipped: '',
    });
  });

  test.each<[string, Scene]>([
    ['of somebody else', { who: actor('zoe') }],
    ['of a change on hold', { change: { onHold: true } }],
    ['before its turn', { others: [stepOf('prepare')] }],
    ['before its time', { state: 'scheduled' }],
    ['after a failure', { others: [stepOf('prepare', 'failed')] }],
    ['to roll back, when nothing failed', { phase: 'rollback' }],
    [
      'to roll back, past the point of no return',
      { phase: 'rollback', others: [stepOf('verify', 'failed'), stepOf('implement', 'done', { isPointOfNoReturn: true })] },
    ],
  ])('nothing goes on with a step %s', (_what, scene) => {
    const { open = '', failed } = table(scene);
    expect(['', 'skip > skipped']).toContain(open);
    expect(failed).toBe('');
  });

  test('a step to roll back goes on once something failed', () => {
    expect(table({ phase: 'rollback', others: [stepOf('implement', 'failed')] }).open).toContain('finish > done');
  });

  test.each([
    ['checklist', ['draft', 'assess', 'authorize', 'scheduled', 'implement', 'review']],
    ['prepare', ['scheduled', 'implement']],
    ['implement', ['implement']],
    ['verify', ['implement']],
  ])('steps of %s are worked on in %j', (phase, expected) => {
    const all = ['draft', 'assess', 'authorize', 'scheduled', 'implement', 'review', 'closed', 'canceled'];
    expect(all.filter((state) => table({ phase, state }).open?.includes('finish'))).toEqual(expected);
  });
});

test('each condition says what it is about', () => {
  const say = (guard: string, scene: Scene) => unmetOf(lifecycle, [guard], facts(scene)).map(({ message }) => message);
  expect(say('isNext', { others: [stepOf('prepare')] })).toEqual(['“prepare” comes first.']);
  expect(say('nothingFailed', { others: [stepOf('verify', 'failed')] })).toEqual(['“verify” failed.']);
  expect(say('isOpenChange', { state: 'closed' })).toEqual(['The change is closed.']);
});

test('every state can be reached', () => {
  expect(reachable(lifecycle, [() => facts()]).toSorted()).toEqual(['done', 'failed', 'open', 'running', 'skipped']);
});

describe('a template', () => {
  const chart = changeTemplate.lifecycle as Lifecycle;
  const fields = { plan: 'a', testPlan: 'b', rollbackPlan: 'c', impact: '1', likelihood: '1' };
  const base = (who: string): BaseFacts => ({ record: record('ctp_1', 'draft', fields), input: {}, actor: actor(who), now: NOW });

  test('is approved by somebody else than its author, and retired', () => {
    expect(tableOf(chart, () => base('mona'))).toEqual({
      draft: 'approve > approved, retire > retired',
      approved: 'retire > retired',
      retired: '',
    });
    expect(tableOf(chart, () => base('dana')).draft).toBe('retire > retired');
    expect(reachable(chart, [() => base('mona')]).toSorted()).toEqual(['approved', 'draft', 'retired']);
  });
});

test('every state, way and event has its words', () => {
  expect([...undescribed(lifecycle), ...undescribed(changeTemplate.lifecycle as Lifecycle)]).toEqual([]);
});
