import { choice, prose } from '#shared/model/field.ts';
import type { EventSpec } from '#shared/model/lifecycle.ts';
import { nobody } from '#shared/model/permission.ts';
import { EMERGENCY_VALID_HOURS } from './change-guards.ts';
import type { ChangeFacts } from './change-facts.ts';
import { mayAdvance, mayAssess, mayCancel, mayClose, mayStart } from './change.permissions.ts';
import { OUTCOMES } from './change.schema.ts';
import { pausedValidity, resumedValidity } from './validity.rules.ts';
import { stepsDigest } from './steps.rules.ts';

const { rolledBack: _byRollingBack, ...CLOSING_OUTCOMES } = OUTCOMES;
const why = (help: string) => ({ reason: prose({ label: 'Reason', required: true, help }) });
const backToDraft = ({ input }: ChangeFacts) => ({
  refusal: input['reason'] ?? null,
  scheduledAt: null,
  validUntil: null,
  submittedAt: null,
});

/** What each event of a change is called, who may give it, what it asks for and what it sets. */
export const changeEvents: { readonly [event: string]: EventSpec<ChangeFacts> } = {
  submit: {
    label: 'Submit',
    past: 'submitted',
    permission: mayAdvance,
    effect: ({ now, tasks, fields }) => ({
      submittedAt: now,
      refusal: null,
      stepsDigest: stepsDigest(tasks),
      ...(fields['type'] === 'standard' ? { scheduledAt: now } : {}),
    }),
    tone: 'primary',
    key: 's',
  },
  requestApproval: {
    label: 'Ask for approval',
    past: 'approvalRequested',
    permission: mayAssess,
    effect: ({ tasks }) => ({ stepsDigest: stepsDigest(tasks) }),
    tone: 'primary',
    key: 's',
  },
  schedule: {
    label: 'Schedule',
    past: 'scheduled',
    permission: mayAdvance,
    effect: ({ now, fields }) => ({
      scheduledAt: now,
      validUntil: fields['type'] === 'emergency' ? new Date(Date.parse(now) + EMERGENCY_VALID_HOURS * 3_600_000).toISOString() : null,
    }),
    tone: 'primary',
    key: 's',
  },
  start: {
    label: 'Start',
    past: 'started',
    permission: mayStart,
    effect: ({ now }) => ({ startedAt: now, validUntil: null }),
    tone: 'primary',
    key: 's',
  },
  complete: {
    label: 'Complete',
    past: 'completed',
    permission: mayStart,
    effect: ({ now }) => ({ finishedAt: now }),
    tone: 'primary',
    key: 's',
  },
  rollBack: {
    label: 'Record rollback',
    past: 'rolledBack',
    permission: mayStart,
    input: { reason: prose({ label: 'What happened', required: true, help: 'The review begins with this.' }) },
    effect: ({ now }) => ({ finishedAt: now, outcome: 'rolledBack' }),
    tone: 'danger',
  },
  close: {
    label: 'Close',
    past: 'closed',
    permission: mayClose,
    input: {
      outcome: choice(CLOSING_OUTCOMES, { label: 'Outcome', help: 'A change that was rolled back has its outcome already.' }),
      notes: prose({ label: 'Closing notes', required: true, help: 'What went well, what did not, what the next one should know.' }),
    },
    effect: ({ now, input, record }) => ({
      closedAt: now,
      outcome: record.fields['outcome'] ?? input['outcome'] ?? null,
      closingNotes: input['notes'] ?? null,
    }),
    tone: 'primary',
    key: 's',
  },
  sendBack: {
    label: 'Back to draft',
    past: 'sentBack',
    permission: mayAdvance,
    input: why('What has to be changed.'),
    effect: backToDraft,
  },
  refuse: { label: 'Refuse', past: 'refused', permission: nobody, input: why('Why it was not approved.'), effect: backToDraft },
  reauthorize: {
    label: 'Authorize again',
    past: 'reauthorized',
    permission: nobody,
    effect: () => ({ scheduledAt: null, validUntil: null }),
  },
  lapse: {
    label: 'Lapse',
    past: 'lapsed',
    permission: nobody,
    effect: (facts) => ({
      ...backToDraft(facts),
      refusal: `It was not started within ${EMERGENCY_VALID_HOURS} hours of its authorization.`,
    }),
  },
  hold: {
    label: 'Put on hold',
    past: 'held',
    permission: mayAdvance,
    input: why('Everyone who meets the change reads this.'),
    effect: (facts) => ({ onHold: true, holdReason: facts.input['reason'] ?? null, ...pausedValidity(facts) }),
    undo: 'release',
    key: 'h',
  },
  release: {
    label: 'Release',
    past: 'released',
    permission: mayAdvance,
    effect: (facts) => ({ onHold: null, holdReason: null, ...resumedValidity(facts) }),
    key: 'h',
  },
  cancel: {
    label: 'Cancel change',
    past: 'canceled',
    permission: mayCancel,
    input: why('Why it is given up.'),
    effect: ({ now, input }) => ({
      onHold: null,
      holdReason: null,
      validUntil: null,
      closedAt: now,
      closingNotes: input['reason'] ?? null,
    }),
    tone: 'danger',
  },
};
