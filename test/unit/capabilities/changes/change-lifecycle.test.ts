import { describe, expect, test } from 'vitest';
import { change } from '#shared/capabilities/changes/index.ts';
import type { Lifecycle } from '#shared/model/lifecycle.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';
import { APPROVED, changeFactsOf, type Given, NOW, record, stepOf, STEPS } from './change-facts.fixture.ts';

const lifecycle = change.lifecycle as Lifecycle;
const table = (given: Given) => tableOf(lifecycle, () => changeFactsOf(given));
const emergency: Given = { fields: { type: 'emergency', incident: 'inc_1' }, incident: record('inc_1', 'active') };
const standard: Given = {
  fields: { type: 'standard', template: 'ctp_1' },
  template: record('ctp_1', 'approved', { plan: 'Copy, switch.', testPlan: 'Compare.', rollbackPlan: 'Switch back.' }),
};
const failed: Given = { tasks: [stepOf('implement', 'failed'), stepOf('rollback', 'done')] };
const OVER = { closed: '', canceled: '' };

describe('what leads where', () => {
  test('for a normal change that is complete and approved', () => {
    expect(table({})).toEqual({
      draft: 'submit > assess, cancel > canceled',
      assess: 'requestApproval > authorize, sendBack > draft, hold > assess, cancel > canceled',
      authorize: 'schedule > scheduled, sendBack > draft, refuse > draft, hold > authorize, cancel > canceled',
      scheduled: 'start > implement, sendBack > draft, reauthorize > authorize, hold > scheduled, cancel > canceled',
      implement: 'complete > review, hold > implement',
      review: '',
      ...OVER,
    });
  });

  test('for an emergency change: it is not assessed', () => {
    expect(table(emergency).draft).toBe('submit > authorize, cancel > canceled');
  });

  test('for a standard change: it is neither assessed nor authorized, and starts without approval', () => {
    expect(table({ ...standard, approvals: [] })).toMatchObject({
      draft: 'submit > scheduled, cancel > canceled',
      scheduled: 'start > implement, sendBack > draft, reauthorize > authorize, hold > scheduled, cancel > canceled',
    });
  });

  test('on hold: nothing but release and cancel, and what the system has to do', () => {
    expect(table({ fields: { onHold: true, holdReason: 'Wait.' } })).toEqual({
      draft: 'submit > assess, cancel > canceled',
      assess: 'release > assess, cancel > canceled',
      authorize: 'refuse > draft, release > authorize, cancel > canceled',
      scheduled: 'reauthorize > authorize, release > scheduled, cancel > canceled',
      implement: 'release > implement',
      review: '',
      ...OVER,
    });
  });

  test('when a step failed and everything is rolled back', () => {
    expect(table(failed).implement).toBe('rollBack > review, hold > implement');
  });

  test('before any step was touched it can still be canceled', () => {
    expect(table({ tasks: [stepOf('prepare', 'done'), stepOf('implement')] }).implement).toBe('hold > implement, cancel > canceled');
  });

  test('in review: to its close, with an outcome; cancel is not possible', () => {
    expect(table({ input: { outcome: 'successful' } }).review).toBe('close > closed');
    expect(table({ fields: { outcome: 'rolledBack' } }).review).toBe('close > closed');
  });

  test('without approval for what it is now: neither scheduled nor started', () => {
    for (const approvals of [[], [record('apr_1', 'approved', { digest: 'before' })], [record('apr_1', 'requested', { digest: 'now' })]]) {
      expect(table({ approvals }).authorize).not.toContain('schedule');
      expect(table({ approvals }).scheduled).not.toContain('start');
    }
  });

  test('of an emergency authorization that ran out', () => {
    const { scheduled } = table({ ...emergency, fields: { ...emergency.fields, validUntil: NOW } });
    expect(scheduled).toContain('lapse > draft');
    expect(scheduled).not.toContain('start');
  });
});

test('every state can be reached', () => {
  const worlds = [{}, emergency, standard, failed, { fields: { outcome: 'rolledBack' } }, { tasks: STEPS, approvals: [APPROVED] }];
  expect(
    reachable(
      lifecycle,
      worlds.map((given) => () => changeFactsOf(given)),
    ).toSorted(),
  ).toEqual(['assess', 'authorize', 'canceled', 'closed', 'draft', 'implement', 'review', 'scheduled']);
});

test('every state, way and event has its words', () => {
  expect(undescribed(lifecycle)).toEqual([]);
});
