import { setup } from 'xstate';
import { type BaseFacts, defineLifecycle, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { textIn } from '#shared/model/values.ts';
import type { DelegationFacts } from './delegation-period.rules.ts';
import { prose } from '#shared/model/field.ts';
import { granted, named, nobody, or } from '#shared/model/permission.ts';

const at = ({ record }: BaseFacts, field: 'startsAt' | 'endsAt') => Date.parse(textIn(record.fields[field]));

const guards = guardTable<DelegationFacts>()({
  hasBegun: {
    test: (facts) => at(facts, 'startsAt') <= Date.parse(facts.now),
    unmet: 'Its period has not begun.',
    field: 'startsAt',
  },
  isOver: { test: (facts) => at(facts, 'endsAt') <= Date.parse(facts.now), unmet: 'Its period is not over.', field: 'endsAt' },
});
const way = waysOver(guards);

/**
 * States follow the clock through deadlines. Whether a delegation holds at a moment is asked of its period, never of
 * its state alone: a closed lid can make the state late, but not the period.
 */
export const delegationLifecycle = defineLifecycle<DelegationFacts>({
  version: 1,
  guards,
  machine: setup({ types: { context: {} as DelegationFacts, input: {} as DelegationFacts, events: {} as { type: string } } }).createMachine(
    {
      id: 'delegation',
      context: ({ input }) => input,
      initial: 'planned',
      states: {
        planned: {
          meta: { label: 'Planned' },
          description: 'Agreed; its period is still to come.',
          on: {
            begin: [
              way({ target: 'active', needs: ['hasBegun'], description: 'The period begins: what waits for the one moves to the other.' }),
            ],
            end: [way({ target: 'ended', needs: ['isOver'], description: 'The whole period went by while nobody looked.' })],
            revoke: [way({ target: 'revoked', description: 'Call it off before it begins.' })],
          },
        },
        active: {
          meta: { label: 'Active' },
          description: 'The delegate decides; both names stand in the history.',
          on: {
            end: [way({ target: 'ended', needs: ['isOver'], description: 'The period is over: what is still open goes back.' })],
            revoke: [way({ target: 'revoked', description: 'End it early: what is still open goes back at once.' })],
          },
        },
        ended: { type: 'final', meta: { label: 'Ended' }, description: 'The period is over.' },
        revoked: { type: 'final', meta: { label: 'Revoked', side: true }, description: 'Called off. What was decided meanwhile stands.' },
      },
    },
  ),
  deadlines: [
    { event: 'end', column: 'endsAt', states: ['planned', 'active'] },
    { event: 'begin', column: 'startsAt', states: ['planned'] },
  ],
  events: {
    begin: { label: 'Begin', past: 'begun', permission: nobody },
    end: { label: 'End', past: 'ended', permission: nobody },
    revoke: {
      label: 'Revoke',
      past: 'revoked',
      permission: or(named('from', 'being the one who delegates'), granted('people.manage', 'the right to manage people')),
      input: { note: prose({ label: 'Why' }) },
      tone: 'danger',
    },
  },
});
