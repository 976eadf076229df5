import { setup } from 'xstate';
import { type BaseFacts, defineLifecycle, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { isEmpty } from '#shared/model/field.ts';
import { incidentEvents } from './incident.events.ts';

const guards = guardTable<BaseFacts>()({
  namesItsFix: {
    test: ({ record, input }) => input['resolutionCode'] !== 'byChange' || !isEmpty(record.fields['fixedBy']),
    unmet: 'It is said to be fixed by a change, and no change is named.',
    help: 'Name the change in “Fixed by change”, or choose another resolution.',
    field: 'fixedBy',
  },
});
const way = waysOver(guards);

export const incidentLifecycle = defineLifecycle<BaseFacts>({
  version: 1,
  guards,
  machine: setup({ types: { context: {} as BaseFacts, input: {} as BaseFacts, events: {} as { type: string } } }).createMachine({
    id: 'incident',
    context: ({ input }) => input,
    initial: 'new',
    states: {
      new: {
        meta: { label: 'New' },
        description: 'Reported; nobody works on it yet.',
        on: {
          begin: [way({ target: 'active', description: 'Somebody takes it.' })],
          resolve: [way({ target: 'resolved', needs: ['namesItsFix'], description: 'Solved at the first call.' })],
        },
      },
      active: {
        meta: { label: 'Active' },
        description: 'Somebody works on it.',
        on: {
          wait: [way({ target: 'awaiting', description: 'The work cannot go on before something comes from outside.' })],
          resolve: [
            way({ target: 'resolved', needs: ['namesItsFix'], description: 'It works again; the person who reported it confirms.' }),
          ],
        },
      },
      awaiting: {
        meta: { label: 'Awaiting', side: true },
        description: 'The work rests until something comes from outside.',
        on: {
          resume: [way({ target: 'active', description: 'What was missing is here.' })],
          resolve: [way({ target: 'resolved', needs: ['namesItsFix'], description: 'What was awaited solved it.' })],
        },
      },
      resolved: {
        meta: { label: 'Resolved' },
        description: 'It works again, as far as those who worked on it can tell.',
        on: {
          close: [way({ target: 'closed', description: 'Confirmed: nothing is left to do.' })],
          reopen: [way({ target: 'active', description: 'It does not work after all.' })],
        },
      },
      closed: {
        meta: { label: 'Closed' },
        description: 'Confirmed and done. It can still be reopened when the same comes back.',
        on: { reopen: [way({ target: 'active', description: 'The same came back.' })] },
      },
    },
  }),
  events: incidentEvents,
});
