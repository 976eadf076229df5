import { setup } from 'xstate';
import { isId } from '#shared/kernel/id.ts';
import { isEmpty } from '#shared/model/field.ts';
import { type BaseFacts, defineLifecycle, type Guard, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { riskOf } from './risk.rules.ts';
import { mayManageTemplates } from './change.permissions.ts';

const filled = (field: string, unmet: string): Guard<BaseFacts> => ({ test: ({ record }) => !isEmpty(record.fields[field]), unmet, field });

const templateGuards = guardTable<BaseFacts>()({
  hasPlan: filled('plan', 'The plan is missing.'),
  hasTestPlan: filled('testPlan', 'The test plan is missing.'),
  hasRollbackPlan: filled('rollbackPlan', 'The rollback plan is missing.'),
  isLowRisk: {
    test: ({ record }) => riskOf(record.fields)?.level === 'low',
    unmet: 'Only what is of low risk can be done without asking each time.',
    help: 'Answer both questions about its risk; if it is not low, raise normal changes.',
    field: 'impact',
  },
  isAnothers: {
    test: ({ record, actor }) => record.createdBy !== actor.personId,
    unmet: 'You wrote this template, so somebody else approves it.',
    help: 'Ask another change manager.',
  },
});
const way = waysOver(templateGuards);

export const templateLifecycle = defineLifecycle<BaseFacts>({
  version: 1,
  guards: templateGuards,
  machine: setup({ types: { context: {} as BaseFacts, input: {} as BaseFacts, events: {} as { type: string } } }).createMachine({
    id: 'changeTemplate',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        meta: { label: 'Draft' },
        description: 'It is being written.',
        on: {
          approve: [
            way({
              target: 'approved',
              needs: ['hasPlan', 'hasTestPlan', 'hasRollbackPlan', 'isLowRisk', 'isAnothers'],
              description: 'From now on standard changes can follow it.',
              serves: ['CM3.6'],
            }),
          ],
          retire: [way({ target: 'retired', description: 'Give it up.' })],
        },
      },
      approved: {
        meta: { label: 'Approved' },
        description: 'Standard changes can follow it.',
        on: { retire: [way({ target: 'retired', description: 'No new change can follow it. Those that do go on.' })] },
      },
      retired: { type: 'final', meta: { label: 'Retired' }, description: 'No change can follow it any more.' },
    },
  }),
  events: {
    approve: {
      label: 'Approve',
      past: 'approved',
      permission: mayManageTemplates,
      effect: ({ now, actor }) => ({ approvedAt: now, approvedBy: isId(actor.personId) ? actor.personId : null }),
      tone: 'primary',
      key: 'a',
    },
    retire: { label: 'Retire', past: 'retired', permission: mayManageTemplates, tone: 'danger' },
  },
});
