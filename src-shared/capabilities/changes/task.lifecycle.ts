import { setup } from 'xstate';
import { prose } from '#shared/model/field.ts';
import { defineLifecycle, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { anyone, granted } from '#shared/model/permission.ts';
import { failedStep, isForward, passedNoReturn, phaseOf, stepBefore, titles } from './steps.rules.ts';
import type { TaskFacts } from './task-facts.ts';

const implementsThem = granted('changes.implement', 'the right to implement changes');
const manages = granted('changes.manage', 'the right to manage changes');

/** In which states of the change the steps of a phase can be worked on. */
const TIME = {
  checklist: ['draft', 'assess', 'authorize', 'scheduled', 'implement', 'review'],
  prepare: ['scheduled', 'implement'],
  implement: ['implement'],
  verify: ['implement'],
  rollback: ['implement'],
} as const satisfies { readonly [phase: string]: readonly string[] };

const named = (task: TaskFacts['record'] | undefined) => ({ step: titles(task ? [task] : []) });

const taskGuards = guardTable<TaskFacts>()({
  isYours: {
    test: ({ actor, record, change }) =>
      actor.isSystem ||
      [record.fields['assignee'], change?.fields['assignee']].includes(actor.personId) ||
      implementsThem.test({ actor }) ||
      (phaseOf(record) === 'checklist' && (manages.test({ actor }) || change?.fields['requester'] === actor.personId)),
    unmet: 'This step is for its assignee, the assignee of the change, or someone with the right to implement changes.',
  },
  isNotOnHold: {
    test: ({ change }) => change?.fields['onHold'] !== true,
    unmet: 'The change is on hold.',
    help: 'Release it first.',
  },
  isItsTime: {
    test: ({ record, change }) => (TIME[phaseOf(record)] as readonly string[]).includes(change?.state ?? ''),
    unmet: 'It is not yet time for this step, or no longer.',
    help: 'Steps to prepare can be done once the change is scheduled, the others while it is being implemented.',
  },
  isNext: {
    test: ({ record, tasks }) => stepBefore(record, tasks) === undefined,
    unmet: '{step} comes first.',
    help: 'Steps are done in their order. One that is not needed can be skipped, with a reason.',
    params: ({ record, tasks }) => named(stepBefore(record, tasks)),
  },
  nothingFailed: {
    test: ({ record, tasks }) => !isForward(record) || failedStep(tasks) === undefined || failedStep(tasks)?.id === record.id,
    unmet: '{step} failed.',
    help: 'Repeat it, or roll the change back.',
    params: ({ tasks }) => named(failedStep(tasks)),
  },
  isRollingBack: {
    test: ({ record, tasks }) => phaseOf(record) !== 'rollback' || failedStep(tasks) !== undefined,
    unmet: 'Nothing has failed, so there is nothing to roll back.',
    help: 'Mark the step that failed first.',
  },
  canGoBack: {
    test: ({ record, tasks }) => phaseOf(record) !== 'rollback' || passedNoReturn(tasks) === undefined,
    unmet: '{step} was the point of no return.',
    help: 'Go forward: repeat the step that failed, or complete the change as it is.',
    params: ({ tasks }) => named(passedNoReturn(tasks)),
  },
  isOpenChange: {
    test: ({ change }) => change !== undefined && change.state !== 'closed',
    unmet: 'The change is closed.',
  },
});

const way = waysOver(taskGuards);
const WORK = ['isYours', 'isNotOnHold', 'isItsTime', 'isNext', 'nothingFailed', 'isRollingBack', 'canGoBack'] as const;
const skip = [way({ target: 'skipped', needs: ['isYours', 'isOpenChange'], description: 'It is not needed, and why.' })];
const finish = [way({ target: 'done', needs: [...WORK], description: 'It is done.' })];
const fail = [way({ target: 'failed', needs: [...WORK], description: 'It did not work. The change can be rolled back from here.' })];

/** One step of a change. */
export const taskLifecycle = defineLifecycle<TaskFacts>({
  version: 1,
  guards: taskGuards,
  machine: setup({ types: { context: {} as TaskFacts, input: {} as TaskFacts, events: {} as { type: string } } }).createMachine({
    id: 'task',
    context: ({ input }) => input,
    initial: 'open',
    states: {
      open: {
        meta: { label: 'Open' },
        description: 'Still to be done.',
        on: { start: [way({ target: 'running', needs: [...WORK], description: 'Somebody is at it.' })], finish, fail, skip },
      },
      running: { meta: { label: 'Running' }, description: 'Somebody is at it.', on: { finish, fail, skip } },
      done: { type: 'final', meta: { label: 'Done' }, description: 'It worked.' },
      failed: {
        meta: { label: 'Failed', side: true },
        description: 'It did not work: repeat it, or roll the change back.',
        on: { retry: [way({ target: 'running', needs: [...WORK], description: 'Try it once more.' })] },
      },
      skipped: { type: 'final', meta: { label: 'Skipped', side: true }, description: 'It was not needed.' },
    },
  }),
  events: {
    start: { label: 'Start', past: 'started', permission: anyone, effect: ({ now }) => ({ startedAt: now }) },
    finish: {
      label: 'Done',
      past: 'finished',
      permission: anyone,
      input: { note: prose({ label: 'Note' }) },
      effect: ({ now, record, input }) => ({ startedAt: record.fields['startedAt'] ?? now, finishedAt: now, note: input['note'] ?? null }),
      tone: 'primary',
    },
    fail: {
      label: 'Failed',
      past: 'failed',
      permission: anyone,
      input: { reason: prose({ label: 'What happened', required: true }) },
      effect: ({ now, record, input }) => ({
        startedAt: record.fields['startedAt'] ?? now,
        finishedAt: now,
        note: input['reason'] ?? null,
      }),
      tone: 'danger',
    },
    retry: {
      label: 'Repeat',
      past: 'repeated',
      permission: anyone,
      effect: ({ now }) => ({ startedAt: now, finishedAt: null, note: null }),
    },
    skip: {
      label: 'Skip',
      past: 'skipped',
      permission: anyone,
      input: { reason: prose({ label: 'Why it is not needed', required: true }) },
      effect: ({ now, input }) => ({ finishedAt: now, note: input['reason'] ?? null }),
    },
  },
});
