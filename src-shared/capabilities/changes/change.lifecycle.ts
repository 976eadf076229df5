import { setup } from 'xstate';
import { defineLifecycle, waysOver } from '#shared/model/lifecycle.ts';
import type { ChangeFacts } from './change-facts.ts';
import { changeGuards, NEEDED } from './change-guards.ts';
import { changeEvents } from './change.events.ts';

const way = waysOver(changeGuards);

/** What is possible in every state between draft and review, besides the way on. The state stays; the flag says that it rests. */
const restable = (state: string) => ({
  hold: [way({ target: state, needs: ['isNotOnHold'], description: 'Stop here for a while. Approvals and deadlines rest too.' })],
  release: [way({ target: state, needs: ['isOnHold'], description: 'Go on from where it stood. The same people are asked again.' })],
});
const cancel = [way({ target: 'canceled', description: 'Give it up. Open approvals are withdrawn, open steps skipped.' })];
const sendBack = [way({ target: 'draft', needs: ['isNotOnHold'], description: 'Back to the draft, to be changed and submitted again.' })];

/** The lifecycle of a change: see architecture, section 3. Approvals are records of their own; reactions connect the two. */
export const changeLifecycle = defineLifecycle<ChangeFacts>({
  version: 1,
  guards: changeGuards,
  events: changeEvents,
  deadlines: [{ event: 'lapse', column: 'validUntil', states: ['scheduled'] }],
  machine: setup({ types: { context: {} as ChangeFacts, input: {} as ChangeFacts, events: {} as { type: string } } }).createMachine({
    id: 'change',
    context: ({ input }) => input,
    initial: 'draft',
    states: {
      draft: {
        meta: { label: 'Draft' },
        description: 'It is being written. Nobody has been asked.',
        on: {
          submit: [
            way({
              target: 'scheduled',
              when: ['isStandard'],
              needs: NEEDED.standard,
              description: 'Its template was approved, so it is scheduled at once.',
              serves: ['CM3.6'],
            }),
            way({
              target: 'authorize',
              when: ['isEmergency'],
              needs: [...NEEDED.emergency, 'canBeApproved'],
              description: 'An emergency is not assessed: a designated person is asked at once.',
            }),
            way({
              target: 'assess',
              when: ['isNormal'],
              needs: [...NEEDED.normal, 'canBeApproved'],
              description: 'It is complete: its plan and its risk are looked at before anyone is asked.',
              serves: ['DA4.6', 'CM3.1'],
            }),
          ],
          cancel,
        },
      },
      assess: {
        meta: { label: 'Assess' },
        description: 'Plan and risk are looked at before approvers are asked.',
        on: {
          requestApproval: [
            way({
              target: 'authorize',
              needs: ['isNotOnHold', ...NEEDED.normal, 'canBeApproved'],
              description: 'Ask those whom the routing table names for this type, risk and criticality.',
              serves: ['DA3.2', 'CM2.1', 'CM3.3'],
            }),
          ],
          sendBack,
          cancel,
          ...restable('assess'),
        },
      },
      authorize: {
        meta: { label: 'Authorize' },
        description: 'It waits for its approvals.',
        on: {
          schedule: [
            way({
              target: 'scheduled',
              needs: ['isNotOnHold', 'isApproved', 'fourEyes', 'windowAhead'],
              description: 'All have approved what it is now: it takes its place in the schedule.',
            }),
          ],
          refuse: [
            way({
              target: 'draft',
              description: 'An approver rejected it, or nobody decided in time: it can be changed and submitted again.',
            }),
          ],
          sendBack,
          cancel,
          ...restable('authorize'),
        },
      },
      scheduled: {
        meta: { label: 'Scheduled' },
        description: 'Approved; it waits for its window.',
        on: {
          start: [
            way({
              target: 'implement',
              when: ['isStandard'],
              needs: ['isNotOnHold', 'windowOpen', 'isPrepared'],
              description: 'The window is open: carry it out as the template says.',
            }),
            way({
              target: 'implement',
              needs: ['isNotOnHold', 'isApproved', 'fourEyes', 'isStillValid', 'windowOpen', 'isPrepared'],
              description: 'The window is open: carry it out as it was approved.',
              serves: ['CM1.1'],
            }),
          ],
          reauthorize: [way({ target: 'authorize', description: 'What was approved has changed: it is asked for again.' })],
          lapse: [way({ target: 'draft', needs: ['hasLapsed'], description: 'An emergency authorization holds for a limited time only.' })],
          sendBack,
          cancel,
          ...restable('scheduled'),
        },
      },
      implement: {
        meta: { label: 'Implement' },
        description: 'It is being carried out, step by step.',
        on: {
          complete: [
            way({
              target: 'review',
              needs: ['isNotOnHold', 'nothingFailed', 'stepsSettled'],
              description: 'Every step is done: look at how it went.',
            }),
          ],
          rollBack: [
            way({
              target: 'review',
              needs: ['isNotOnHold', 'somethingFailed', 'beforeNoReturn', 'rolledBack'],
              description: 'A step failed and everything is back to where it was.',
              serves: ['CM1.5'],
            }),
          ],
          cancel: [way({ target: 'canceled', needs: ['nothingDone'], description: 'Give it up before anything was touched.' })],
          ...restable('implement'),
        },
      },
      review: {
        meta: { label: 'Review' },
        description: 'What came of it is written down.',
        on: {
          close: [
            way({
              target: 'closed',
              needs: ['hasOutcome', 'outcomeIsTrue', 'tasksClosed'],
              description: 'Outcome and notes are there: it is done.',
            }),
          ],
        },
      },
      closed: { type: 'final', meta: { label: 'Closed' }, description: 'Done, with its outcome.' },
      canceled: { type: 'final', meta: { label: 'Canceled', side: true }, description: 'Given up before it was carried out.' },
    },
  }),
});
