import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, flag, instant, number, prose, ref, text } from '#shared/model/field.ts';
import { granted, anyone, or } from '#shared/model/permission.ts';
import { textIn } from '#shared/model/values.ts';
import { PHASES } from './steps.rules.ts';
import { type TaskFacts, taskFacts } from './task-facts.ts';
import { taskLifecycle } from './task.lifecycle.ts';

const worksOnChanges = or(
  granted('changes.request', 'the right to raise changes'),
  granted('changes.manage', 'the right to manage changes'),
  granted('changes.implement', 'the right to implement changes'),
);
/** What may still be said about a step while the change is being carried out. */
const LOOSE: ReadonlySet<string> = new Set(['assignee', 'plannedStart', 'minutes']);
const BEFORE_WORK: ReadonlySet<string | null> = new Set(['draft', 'assess', 'authorize', 'scheduled']);

export const task = defineRecord({
  kind: 'task',
  prefix: 'tsk',
  plural: 'tasks',
  numbering: 'TSK',
  label: 'title',
  wording: { one: 'Step', many: 'Steps', empty: 'The steps of a change: what is done, in which order, and how it is taken back.' },
  columns: ['title', 'phase', 'change', 'assignee', 'plannedStart', 'minutes'],
  permissions: { read: anyone, create: worksOnChanges, edit: worksOnChanges, archive: worksOnChanges, comment: anyone },
  visibility: { through: 'change' },
  fields: {
    change: ref('change', { label: 'Change', required: true, head: true }),
    title: text({ label: 'Title', required: true, head: true }),
    phase: choice(PHASES, { label: 'Phase', required: true, head: true }),
    order: number({ label: 'Order', head: true, help: 'Within its phase; smaller comes first.' }),
    assignee: ref('person', { label: 'Assignee', head: true }),
    plannedStart: instant({ label: 'Planned start', head: true }),
    minutes: number({ label: 'Takes', head: true, min: 0, unit: 'min' }),
    instructions: prose({ label: 'Instructions' }),
    isPointOfNoReturn: flag({ label: 'Point of no return', head: true, help: 'Once this is done there is no rolling back.' }),
    startedAt: instant({ label: 'Started', head: true, derived: true }),
    finishedAt: instant({ label: 'Finished', head: true, derived: true }),
    note: prose({ label: 'Note', derived: true, help: 'What happened, or why it was skipped.' }),
  },
  lifecycle: taskLifecycle,
  facts: taskFacts,
  check: ({ assignee }, facts): Unmet[] => [
    ...(facts.record.version === 0 ? stepsStand(facts) : []),
    ...(assignee && facts.approvers.has(assignee)
      ? [
          {
            code: 'task.fourEyes',
            message: 'Whoever approved a change does not carry out its steps.',
            help: 'Assign somebody else.',
            field: 'assignee',
          },
        ]
      : []),
  ],
  editable: (facts, fields): Unmet[] => [
    ...(fields.every((field) => LOOSE.has(field)) ? [] : stepsStand(facts)),
    ...(['done', 'skipped'].includes(facts.record.state ?? '')
      ? [{ code: 'task.over', message: 'The step is settled and stays as it was.' }]
      : []),
    ...(fields.includes('change')
      ? [{ code: 'task.belongs', message: 'A step stays with its change.', help: 'Add a new one to the other change.', field: 'change' }]
      : []),
  ],
  archivable: stepsStand,
});

/** Steps are part of what is approved: before the work they can change, and approval is asked for again. Then they stand. */
function stepsStand({ change }: TaskFacts): Unmet[] {
  if (!change || BEFORE_WORK.has(change.state)) return [];
  return [
    {
      code: 'task.begun',
      message: `The steps of ${change.number ?? textIn(change.fields['title'])} stand as they were approved: the work has begun.`,
      help: 'Skip a step that is not needed, or write into its note what was different.',
    },
  ];
}
