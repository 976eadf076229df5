import { expect, test } from 'vitest';
import { change } from '#shared/capabilities/changes/index.ts';
import type { Lifecycle } from '#shared/model/lifecycle.ts';
import { unmetOf } from '#shared/model/lifecycle.ts';
import { changeFactsOf, type Given, NOW, record, stepOf } from './change-facts.fixture.ts';

const lifecycle = change.lifecycle as Lifecycle;
const without = (field: string): Given => ({ fields: { [field]: null } });
const vote = { s: { verdict: 'approve', by: 'dana', onBehalfOf: null, chain: ['dana'], step: 0, at: NOW, comment: null } };
const template = (fields = {}) => record('ctp_1', 'approved', { title: 'Restart', plan: 'Copy, switch.', ...fields });

/** For each guard, facts under which it holds (the complete change, unless given) and under which it does not; and what it then says. */
const CASES: readonly (readonly [guard: string, fails: Given, message: string, holds?: Given])[] = [
  ['isStandard', {}, 'It is not a standard change.', { fields: { type: 'standard' } }],
  ['isNormal', { fields: { type: 'standard' } }, 'It is not a normal change.'],
  ['isEmergency', {}, 'It is not an emergency change.', { fields: { type: 'emergency' } }],
  ['hasReason', without('reason'), 'The reason is missing.'],
  ['hasPlan', without('plan'), 'The plan is missing.'],
  ['hasTestPlan', without('testPlan'), 'The test plan is missing.'],
  ['hasRollbackPlan', without('rollbackPlan'), 'The rollback plan is missing.'],
  ['hasSystems', { fields: { systems: [] } }, 'No affected system is named.'],
  ['hasWindowStart', without('windowStart'), 'The start of the window is missing.'],
  ['hasWindowEnd', without('windowEnd'), 'The end of the window is missing.'],
  ['windowInOrder', { fields: { windowEnd: '2026-11-02T08:00:00.000Z' } }, 'The window ends before it starts.'],
  ['windowAhead', { now: '2026-11-02T18:00:00.000Z' }, 'The window is over since Mon 2 Nov 18:00 UTC.'],
  ['hasImpact', without('impact'), 'The impact is not judged.'],
  ['hasLikelihood', without('likelihood'), 'The likelihood of failure is not judged.'],
  ['hasAssignee', without('assignee'), 'Nobody is assigned.'],
  ['hasImplementStep', { tasks: [stepOf('verify')] }, 'There is no step to implement.'],
  ['hasRollbackStep', { tasks: [stepOf('implement')] }, 'There is no step to roll back, and the risk is not low.'],
  [
    'hasRollbackStep',
    { tasks: [], fields: { impact: null } },
    'There is no step to roll back, and the risk is not low.',
    { tasks: [], fields: { impact: '1' } },
  ],
  ['namesIncident', {}, 'No incident is named.', { fields: { incident: 'inc_1' } }],
  ['incidentIsActive', { fields: { incident: 'inc_1' }, incident: record('inc_1', 'resolved') }, 'The incident INC_1 is over.'],
  ['hasTemplate', {}, 'No template is named.', { fields: { template: 'ctp_1' } }],
  [
    'templateIsApproved',
    { fields: { template: 'ctp_1' }, template: record('ctp_1', 'retired', { title: 'Restart' }) },
    'The template “Restart” is not approved.',
  ],
  [
    'followsTemplate',
    { template: template() },
    'The plans differ from those of the template “Restart”.',
    { template: template({ testPlan: 'Compare.', rollbackPlan: 'Switch back.' }) },
  ],
  ['canBeApproved', { unfillable: [{ label: 'Change manager' }] }, 'Nobody could approve as “Change manager”.'],
  ['isNotOnHold', { fields: { onHold: true, holdReason: 'Month end.' } }, 'The change is on hold: Month end.'],
  ['isOnHold', {}, 'The change is not on hold.', { fields: { onHold: true } }],
  ['isApproved', { approvals: [record('apr_7', 'requested', { digest: 'now' })] }, 'It is not approved as it is now.'],
  [
    'fourEyes',
    { approvals: [record('apr_1', 'approved', { digest: 'now', votes: vote })] },
    'Dana Weiss approved this change and cannot carry it out too.',
  ],
  ['isStillValid', { fields: { validUntil: NOW } }, 'The emergency authorization has run out.'],
  ['hasLapsed', {}, 'The emergency authorization still holds.', { fields: { validUntil: NOW } }],
  ['windowOpen', { now: '2026-11-02T07:59:59.999Z' }, 'The window is not open.'],
  ['windowOpen', { now: '2026-11-02T18:00:00.000Z' }, 'The window is not open.', { now: '2026-11-02T08:00:00.000Z' }],
  ['isPrepared', { tasks: [stepOf('prepare')] }, 'Not everything is prepared: “prepare”.'],
  ['nothingFailed', { tasks: [stepOf('verify', 'failed')] }, '“verify” failed, so the change cannot be completed.'],
  [
    'nothingFailed',
    { tasks: [stepOf('verify', 'failed')] },
    '“verify” failed, so the change cannot be completed.',
    { tasks: [stepOf('verify', 'failed'), stepOf('implement', 'done', { isPointOfNoReturn: true })] },
  ],
  [
    'stepsSettled',
    { tasks: [stepOf('implement', 'running'), stepOf('checklist')] },
    'Some steps are still to be done: “implement”, “checklist”.',
  ],
  ['somethingFailed', {}, 'No step has failed, so there is nothing to roll back.', { tasks: [stepOf('implement', 'failed')] }],
  ['beforeNoReturn', { tasks: [stepOf('implement', 'done', { isPointOfNoReturn: true })] }, '“implement” was the point of no return.'],
  ['rolledBack', { tasks: [stepOf('rollback')] }, 'The rollback is not done: “rollback”.'],
  [
    'nothingDone',
    { tasks: [stepOf('implement', 'running')] },
    'Work on it has begun, so it cannot just be canceled.',
    { tasks: [stepOf('prepare', 'done')] },
  ],
  ['hasOutcome', {}, 'The outcome is missing.', { input: { outcome: 'successful' } }],
  [
    'outcomeIsTrue',
    { fields: { outcome: 'rolledBack' }, input: { outcome: 'successful' } },
    'It was rolled back, and its outcome says so.',
  ],
  ['tasksClosed', { tasks: [stepOf('checklist')] }, 'Some steps are still open: “checklist”.'],
];

const ask = (guard: string, given: Given) => unmetOf(lifecycle, [guard], changeFactsOf(given)).map(({ message }) => message);

test.each(CASES.map(([guard, fails, message, holds = {}]) => ({ guard, fails, message, holds })))(
  '$guard',
  ({ guard, fails, message, holds }) => {
    expect(ask(guard, fails)).toEqual([message]);
    expect(ask(guard, holds)).toEqual([]);
  },
);

test('every guard is asked here', () => {
  expect([...new Set(CASES.map(([guard]) => guard))].toSorted()).toEqual(Object.keys(lifecycle.guards).toSorted());
});

test('what is refused says what helps, where something does', () => {
  const [opens] = unmetOf(lifecycle, ['windowOpen'], changeFactsOf({ now: '2026-11-01T00:00:00.000Z' }));
  expect(opens).toMatchObject({
    help: 'It opens Mon 2 Nov 08:00 UTC and closes Mon 2 Nov 18:00 UTC.',
    params: { windowStart: '2026-11-02T08:00:00.000Z' },
    field: 'windowStart',
  });
  const [over] = unmetOf(lifecycle, ['windowOpen'], changeFactsOf({ now: '2026-11-03T00:00:00.000Z' }));
  expect(over?.help).toBe('It closed Mon 2 Nov 18:00 UTC. Choose another window; approval is asked for again.');
  const [waits] = unmetOf(lifecycle, ['isApproved'], changeFactsOf({ approvals: [record('apr_7', 'requested', { digest: 'now' })] }));
  expect(waits?.help).toBe('It waits for APR_7.');
});
