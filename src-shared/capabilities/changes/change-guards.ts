import { isEmpty } from '#shared/model/field.ts';
import { type Guard, guardTable } from '#shared/model/lifecycle.ts';
import { sameJson } from '#shared/kernel/difference.ts';
import { textIn } from '#shared/model/values.ts';
import { approversOf, type ChangeFacts, isApproved } from './change-facts.ts';
import { riskOf } from './risk.rules.ts';
import { failedStep, isForward, passedNoReturn, phaseOf, titles, unsettled, hasEnded } from './steps.rules.ts';
import { instantWords, isAhead, isInOrder, isOpen, windowOf } from './window.rules.ts';

/** Emergency changes may start for this long after they were authorized. */
export const EMERGENCY_VALID_HOURS = 72;
/** What a standard change takes over from its template, unchanged. */
export const TEMPLATE_FIELDS = ['plan', 'testPlan', 'rollbackPlan'] as const;

const filled = (field: string, unmet: string, help: string): Guard<ChangeFacts> => ({
  test: ({ fields }) => !isEmpty(fields[field]),
  unmet,
  help,
  field,
});
const ofType = (type: string, words: string): Guard<ChangeFacts> => ({
  test: ({ fields }) => fields['type'] === type,
  unmet: `It is not ${words} change.`,
  field: 'type',
});
const spanOf = ({ fields }: ChangeFacts) => windowOf(fields);
const opens = (facts: ChangeFacts) => {
  const found = spanOf(facts);
  return { opens: instantWords(found?.start ?? Number.NaN), closes: instantWords(found?.end ?? Number.NaN) };
};
const whenOpen = (facts: ChangeFacts): string => {
  const { opens: from, closes: to } = opens(facts);
  return isAhead(spanOf(facts), facts.now)
    ? `It opens ${from} and closes ${to}.`
    : `It closed ${to}. Choose another window; approval is asked for again.`;
};
const open = (facts: ChangeFacts, ...phases: Parameters<typeof unsettled>[1]) => unsettled(facts.tasks, phases);

/** Every condition of the lifecycle of a change, in the words in which a person is told about it. */
export const changeGuards = guardTable<ChangeFacts>()({
  isStandard: ofType('standard', 'a standard'),
  isNormal: ofType('normal', 'a normal'),
  isEmergency: ofType('emergency', 'an emergency'),

  // What a change needs before anyone is asked.
  hasReason: filled('reason', 'The reason is missing.', 'Say why it is needed and what happens without it.'),
  hasPlan: filled('plan', 'The plan is missing.', 'Say what is done, in which order.'),
  hasTestPlan: filled('testPlan', 'The test plan is missing.', 'Say how you will know that it worked.'),
  hasRollbackPlan: filled('rollbackPlan', 'The rollback plan is missing.', 'Say how you get back if it does not work.'),
  hasSystems: filled('systems', 'No affected system is named.', 'Name at least one: its owner is asked.'),
  hasWindowStart: filled('windowStart', 'The start of the window is missing.', 'Say from when it may be carried out.'),
  hasWindowEnd: filled('windowEnd', 'The end of the window is missing.', 'Say until when it has to be done, rollback included.'),
  windowInOrder: {
    test: (facts) => isInOrder(spanOf(facts)),
    unmet: 'The window ends before it starts.',
    help: 'Choose an end after {opens}.',
    field: 'windowEnd',
    params: opens,
  },
  windowAhead: {
    test: (facts) => !isInOrder(spanOf(facts)) || isAhead(spanOf(facts), facts.now),
    unmet: 'The window is over since {closes}.',
    help: 'Choose a window that is still to come.',
    field: 'windowEnd',
    params: opens,
  },
  hasImpact: filled('impact', 'The impact is not judged.', 'Answer what happens if it fails.'),
  hasLikelihood: filled('likelihood', 'The likelihood of failure is not judged.', 'Answer how likely it is to fail.'),
  hasAssignee: filled('assignee', 'Nobody is assigned.', 'Name who carries it out.'),
  hasImplementStep: {
    test: ({ tasks }) => tasks.some((task) => phaseOf(task) === 'implement'),
    unmet: 'There is no step to implement.',
    help: 'Add at least one step, so that the work can be followed.',
  },
  hasRollbackStep: {
    test: ({ tasks, fields }) => riskOf(fields)?.level === 'low' || tasks.some((task) => phaseOf(task) === 'rollback'),
    unmet: 'There is no step to roll back, and the risk is not low.',
    help: 'Add at least one rollback step, so that nobody has to think of it at night.',
  },
  namesIncident: filled(
    'incident',
    'No incident is named.',
    'An emergency change repairs an incident: name it, or make it a normal change.',
  ),
  incidentIsActive: {
    test: ({ fields, incident }) => isEmpty(fields['incident']) || !['resolved', 'closed'].includes(incident?.state ?? 'closed'),
    unmet: 'The incident {incident} is over.',
    help: 'Name an incident that is still open, or make it a normal change.',
    field: 'incident',
    params: ({ incident }) => ({ incident: incident?.number ?? '' }),
  },
  hasTemplate: filled(
    'template',
    'No template is named.',
    'A standard change follows an approved template: choose one, or make it a normal change.',
  ),
  templateIsApproved: {
    test: ({ fields, template }) => isEmpty(fields['template']) || template?.state === 'approved',
    unmet: 'The template “{template}” is not approved.',
    help: 'Have it approved, or choose another one.',
    field: 'template',
    params: ({ template }) => ({ template: textIn(template?.fields['title']) }),
  },
  followsTemplate: {
    test: ({ fields, template }) =>
      !template || TEMPLATE_FIELDS.every((name) => sameJson(fields[name] ?? null, template.fields[name] ?? null)),
    unmet: 'The plans differ from those of the template “{template}”.',
    help: 'Take the template’s plans again, or make it a normal change.',
    field: 'plan',
    params: ({ template }) => ({ template: textIn(template?.fields['title']) }),
  },
  canBeApproved: {
    test: ({ route }) => route.unfillable.length === 0,
    unmet: 'Nobody could approve as {seats}.',
    help: 'Each seat needs somebody of its own who sees the change, did not raise it and does not carry it out. See People.',
    params: ({ route }) => ({ seats: route.unfillable.map((seat) => `“${seat.label}”`).join(', ') }),
  },

  // Hold and approval.
  isNotOnHold: {
    test: ({ record }) => record.fields['onHold'] !== true,
    unmet: 'The change is on hold: {reason}',
    help: 'Release it first.',
    params: ({ record }) => ({ reason: textIn(record.fields['holdReason']) }),
  },
  isOnHold: { test: ({ record }) => record.fields['onHold'] === true, unmet: 'The change is not on hold.' },
  isApproved: {
    test: isApproved,
    unmet: 'It is not approved as it is now.',
    help: '{pending}',
    params: ({ approvals }) => {
      const waiting = approvals.filter((approval) => approval.state === 'requested').map((approval) => approval.number);
      return { pending: waiting.length > 0 ? `It waits for ${waiting.join(', ')}.` : 'Ask for approval of the content as it is now.' };
    },
  },
  fourEyes: {
    test: ({ approvals, fields }) => !approversOf(approvals).has(textIn(fields['assignee'])),
    unmet: '{name} approved this change and cannot carry it out too.',
    help: 'Assign somebody else.',
    field: 'assignee',
    params: ({ names, fields }) => ({ name: names[textIn(fields['assignee'])] ?? 'The assignee' }),
  },
  isStillValid: {
    test: ({ record, now }) => textIn(record.fields['validUntil']) === '' || now < textIn(record.fields['validUntil']),
    unmet: 'The emergency authorization has run out.',
    help: 'Have it authorized again.',
    field: 'validUntil',
  },
  hasLapsed: {
    test: ({ record, now }) => textIn(record.fields['validUntil']) !== '' && textIn(record.fields['validUntil']) <= now,
    unmet: 'The emergency authorization still holds.',
    field: 'validUntil',
  },

  // The work.
  windowOpen: {
    test: (facts) => isOpen(spanOf(facts), facts.now),
    unmet: 'The window is not open.',
    help: '{when}',
    field: 'windowStart',
    params: (facts) => ({
      ...opens(facts),
      when: whenOpen(facts),
      windowStart: facts.fields['windowStart'] ?? null,
      windowEnd: facts.fields['windowEnd'] ?? null,
    }),
  },
  isPrepared: {
    test: (facts) => open(facts, 'prepare').length === 0,
    unmet: 'Not everything is prepared: {steps}.',
    help: 'Do these steps first, or skip them and say why.',
    params: (facts) => ({ steps: titles(open(facts, 'prepare')) }),
  },
  nothingFailed: {
    test: ({ tasks }) => failedStep(tasks) === undefined || passedNoReturn(tasks) !== undefined,
    unmet: '{step} failed, so the change cannot be completed.',
    help: 'Repeat the step, or roll the change back.',
    params: ({ tasks }) => ({ step: titles([failedStep(tasks)].filter((task) => task !== undefined)) }),
  },
  stepsSettled: {
    test: ({ tasks }) => tasks.filter((task) => phaseOf(task) !== 'rollback').every(hasEnded),
    unmet: 'Some steps are still to be done: {steps}.',
    help: 'Do them, or skip them and say why.',
    params: ({ tasks }) => ({ steps: titles(tasks.filter((task) => phaseOf(task) !== 'rollback' && !hasEnded(task))) }),
  },
  somethingFailed: {
    test: ({ tasks }) => failedStep(tasks) !== undefined,
    unmet: 'No step has failed, so there is nothing to roll back.',
    help: 'Mark the step that failed and say what happened.',
  },
  beforeNoReturn: {
    test: ({ tasks }) => passedNoReturn(tasks) === undefined,
    unmet: '{step} was the point of no return.',
    help: 'Complete the change and say in the review how it went.',
    params: ({ tasks }) => ({ step: titles([passedNoReturn(tasks)].filter((task) => task !== undefined)) }),
  },
  rolledBack: {
    test: (facts) => open(facts, 'rollback').length === 0,
    unmet: 'The rollback is not done: {steps}.',
    help: 'Do these steps first.',
    params: (facts) => ({ steps: titles(open(facts, 'rollback')) }),
  },
  nothingDone: {
    test: ({ tasks }) =>
      !tasks.some((task) => isForward(task) && phaseOf(task) !== 'prepare' && ['running', 'done', 'failed'].includes(task.state ?? '')),
    unmet: 'Work on it has begun, so it cannot just be canceled.',
    help: 'Roll it back, or complete it.',
  },

  // The review.
  hasOutcome: {
    test: ({ record, input }) => !isEmpty(record.fields['outcome']) || !isEmpty(input['outcome']),
    unmet: 'The outcome is missing.',
    help: 'Say whether it was successful, successful with issues, or unsuccessful.',
    field: 'outcome',
  },
  outcomeIsTrue: {
    test: ({ record, input }) => record.fields['outcome'] !== 'rolledBack' || isEmpty(input['outcome']),
    unmet: 'It was rolled back, and its outcome says so.',
    help: 'Leave the outcome as it is.',
    field: 'outcome',
  },
  tasksClosed: {
    test: ({ tasks }) => tasks.every(hasEnded),
    unmet: 'Some steps are still open: {steps}.',
    help: 'Do them, or skip them and say why.',
    params: ({ tasks }) => ({ steps: titles(tasks.filter((task) => !hasEnded(task))) }),
  },
});

const PLANS = ['hasReason', 'hasPlan', 'hasRollbackPlan', 'hasSystems'] as const;
const WHEN = ['hasWindowStart', 'hasWindowEnd', 'windowInOrder', 'windowAhead'] as const;
const RISK = ['hasImpact', 'hasLikelihood'] as const;
const WHO = ['hasAssignee', 'hasImplementStep'] as const;

/** Everything that a change of each type must have before it leaves its draft. The order is that of the form. */
export const NEEDED = {
  normal: ['hasReason', 'hasPlan', 'hasTestPlan', 'hasRollbackPlan', 'hasSystems', ...RISK, ...WHEN, ...WHO, 'hasRollbackStep'],
  emergency: ['namesIncident', 'incidentIsActive', ...PLANS, ...RISK, ...WHEN, ...WHO],
  standard: ['hasTemplate', 'templateIsApproved', 'followsTemplate', ...PLANS, ...WHEN, ...WHO],
} as const satisfies { readonly [type: string]: readonly (keyof typeof changeGuards)[] };
