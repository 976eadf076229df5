import { z } from 'zod';
import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { data, flag, instant, number, prose, ref, refs, text } from '#shared/model/field.ts';
import { anyone, nobody } from '#shared/model/permission.ts';
import { approvalFacts } from './approval-facts.ts';
import { approvalLifecycle } from './approval.lifecycle.ts';
import { tallyOf } from './quorum.rules.ts';
import { type Step, stepsSchema, votesSchema } from './step.schema.ts';

/** A request for approval of any record. The system makes it; people decide on it. */
export const approval = defineRecord({
  kind: 'approval',
  prefix: 'apr',
  plural: 'approvals',
  numbering: 'APR',
  label: 'title',
  wording: {
    one: 'Approval',
    many: 'Approvals',
    empty: 'Nothing waits for an approval. Requests come about when a change is submitted.',
  },
  columns: ['title', 'waitingOn', 'requestedBy', 'dueAt', 'round'],
  permissions: { read: anyone, create: nobody, edit: nobody, archive: nobody, comment: anyone },
  visibility: { through: 'subject' },
  fields: {
    title: text({ label: 'What is asked', required: true, head: true, max: 300 }),
    subject: text({ label: 'Subject', required: true, head: true, technical: true, help: 'The id of the record that is to be approved.' }),
    subjectKind: text({ label: 'Kind of subject', required: true, head: true, technical: true }),
    steps: data(stepsSchema, { label: 'Steps', required: true }),
    votes: data(votesSchema, { label: 'Decisions', derived: true }),
    step: number({ label: 'Current step', head: true, derived: true, technical: true, whole: true, help: 'Counted from 0.' }),
    waitingOn: refs('person', { label: 'Waiting for', head: true, derived: true }),
    digest: text({
      label: 'Content digest',
      required: true,
      derived: true,
      technical: true,
      help: 'The approval counts for this content only.',
    }),
    content: data(z.array(z.string()), { label: 'Approved fields', required: true, derived: true }),
    parties: refs('person', { label: 'May not decide', derived: true, help: 'Those who raised it, wrote it or carry it out.' }),
    requestedBy: ref('person', { label: 'Asked by', head: true }),
    dueAt: instant({ label: 'Wanted by', head: true }),
    expiresAt: instant({ label: 'Expires', head: true, derived: true }),
    remainingMs: number({ label: 'Time left when suspended', derived: true, technical: true, unit: 'ms' }),
    round: number({ label: 'Round', head: true, derived: true, whole: true, min: 1 }),
    suspended: flag({ label: 'On hold', head: true, derived: true }),
    decidedAt: instant({ label: 'Decided', head: true, derived: true }),
    reason: prose({ label: 'Reason', derived: true }),
  },
  lifecycle: approvalLifecycle,
  facts: approvalFacts,
  check: ({ steps }): Unmet[] => [...seatsOnce(steps ?? []), ...canBeMet(steps ?? [])],
});

function seatsOnce(steps: readonly Step[]): Unmet[] {
  const ids = steps.flatMap((step) => step.seats.map((seat) => seat.id));
  return new Set(ids).size === ids.length
    ? []
    : [{ code: 'approval.seatTwice', message: 'Two seats have the same id, so a vote could count twice.', field: 'steps' }];
}

function canBeMet(steps: readonly Step[]): Unmet[] {
  return steps
    .filter((step) => !tallyOf(step, {}).isReachable)
    .map((step) => ({
      code: 'approval.tooFewSeats',
      message: `The step “${step.name}” asks for more approvals than it has seats.`,
      params: { step: step.name },
      field: 'steps',
    }));
}
