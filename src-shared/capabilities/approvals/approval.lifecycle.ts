import { setup } from 'xstate';
import { prose, text } from '#shared/model/field.ts';
import { defineLifecycle, type EventSpec, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { anyone, nobody } from '#shared/model/permission.ts';
import { textIn } from '#shared/model/values.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import {
  claimOf,
  decisionEffect,
  finishesRequest,
  hasDecided,
  isParty,
  mayAbstain,
  reachesOnlyThroughParty,
  waitingNames,
  waitingOn,
} from './decision.rules.ts';
import { isSuspended, pausedExpiry, resumedExpiry } from './expiry.rules.ts';
import type { Verdict } from './step.schema.ts';

const title = ({ record }: ApprovalFacts) => ({ title: textIn(record.fields['title']) });

const approvalGuards = guardTable<ApprovalFacts>()({
  isLive: {
    test: (facts) => !isSuspended(facts),
    unmet: 'What is to be approved is on hold.',
    help: 'The request comes back when the hold is released.',
  },
  isSuspended: { test: isSuspended, unmet: 'It is not on hold.' },
  isNoParty: {
    test: (facts) => !isParty(facts),
    unmet: 'You raised this or you carry it out, so somebody else has to decide on it.',
    help: 'It waits for {waiting}.',
    params: (facts) => ({ waiting: waitingNames(facts) }),
  },
  actsForNoParty: {
    test: (facts) => !reachesOnlyThroughParty(facts),
    unmet: 'You could decide here only in the name of someone who raised this or carries it out.',
    help: 'It waits for {waiting}.',
    params: (facts) => ({ waiting: waitingNames(facts) }),
  },
  hasNotDecided: {
    test: (facts) => !hasDecided(facts),
    unmet: 'You have had your say in the step “{step}”: one person counts once.',
    help: 'It waits for {waiting}.',
    params: (facts) => ({ step: facts.step.name, waiting: waitingNames(facts) }),
  },
  holdsSeat: {
    test: (facts) => isParty(facts) || hasDecided(facts) || reachesOnlyThroughParty(facts) || claimOf(facts) !== undefined,
    unmet: 'No open seat of the step “{step}” is yours.',
    help: 'It waits for {waiting}.',
    params: (facts) => ({ step: facts.step.name, waiting: waitingNames(facts) }),
  },
  hasSeen: {
    test: ({ seen }) => seen !== undefined,
    unmet: 'You have not looked at what is to be decided.',
    help: 'Open it first, then decide.',
    params: title,
  },
  sawThis: {
    test: ({ seen, record }) => seen === undefined || seen === record.fields['digest'],
    unmet: 'The content changed after you saw it.',
    help: 'Read it again, then decide.',
  },
  isUnchanged: {
    test: ({ subjectDigest, record }) => subjectDigest === record.fields['digest'],
    unmet: 'The content is not the one that approval was asked for.',
    help: 'A new request is made for the content as it is now.',
  },
  mayAbstain: {
    test: mayAbstain,
    unmet: 'Without your approval the step “{step}” could not be passed any more.',
    help: 'Approve, or reject and say why.',
    params: (facts) => ({ step: facts.step.name }),
  },
  completes: { test: (facts) => finishesRequest(facts, 'approve'), unmet: 'More approvals are needed.' },
  completesByAbstaining: { test: (facts) => finishesRequest(facts, 'abstain'), unmet: 'More approvals are needed.' },
  hasExpired: {
    test: ({ record, now }) => textIn(record.fields['expiresAt']) !== '' && textIn(record.fields['expiresAt']) <= now,
    unmet: 'Its time has not run out.',
    field: 'expiresAt',
  },
});

const way = waysOver(approvalGuards);
const MAY_DECIDE = ['isLive', 'isNoParty', 'actsForNoParty', 'hasNotDecided', 'holdsSeat', 'hasSeen', 'sawThis', 'isUnchanged'] as const;

const seat = text({ label: 'Seat', help: 'Only needed by someone who could decide for more than one.' });

function decision(verdict: Verdict): Pick<EventSpec<ApprovalFacts>, 'effect' | 'onBehalfOf' | 'digest' | 'permission'> {
  return {
    permission: anyone,
    effect: (facts) => decisionEffect(facts, verdict),
    onBehalfOf: (facts) => claimOf(facts)?.chain[0],
    digest: ({ record }) => textIn(record.fields['digest']),
  };
}

const closedBySystem: Pick<EventSpec<ApprovalFacts>, 'permission' | 'input' | 'effect'> = {
  permission: nobody,
  input: { reason: prose({ label: 'Reason' }) },
  effect: ({ input, now }) => ({ waitingOn: null, suspended: null, decidedAt: now, reason: input['reason'] ?? null }),
};

/**
 * A request for approval by ordered steps. People approve, reject or abstain; everything else follows from what happens
 * to the subject and from the clock, and is done by the system.
 */
export const approvalLifecycle = defineLifecycle<ApprovalFacts>({
  version: 1,
  guards: approvalGuards,
  machine: setup({ types: { context: {} as ApprovalFacts, input: {} as ApprovalFacts, events: {} as { type: string } } }).createMachine({
    id: 'approval',
    context: ({ input }) => input,
    initial: 'requested',
    states: {
      requested: {
        meta: { label: 'Requested' },
        description: 'One step after the other waits for its quorum and its mandatory seats.',
        on: {
          approve: [
            way({
              target: 'approved',
              when: ['completes'],
              needs: [...MAY_DECIDE],
              description: 'The last approval that was needed: the request is approved.',
              serves: ['DA3.2', 'CM2.1'],
            }),
            way({
              target: 'requested',
              needs: [...MAY_DECIDE],
              description: 'One more approval. When the step has its quorum, its open seats close and the next step begins.',
            }),
          ],
          abstain: [
            way({
              target: 'approved',
              when: ['completesByAbstaining'],
              needs: [...MAY_DECIDE, 'mayAbstain'],
              description: 'The others have approved; without this seat the quorum is met.',
            }),
            way({ target: 'requested', needs: [...MAY_DECIDE, 'mayAbstain'], description: 'Leave the decision to the others.' }),
          ],
          reject: [way({ target: 'rejected', needs: [...MAY_DECIDE], description: 'One rejection, with its reason, ends the request.' })],
          suspend: [way({ target: 'requested', needs: ['isLive'], description: 'The subject is on hold: nobody is asked meanwhile.' })],
          resume: [way({ target: 'requested', needs: ['isSuspended'], description: 'The hold is over: the same people are asked again.' })],
          withdraw: [way({ target: 'withdrawn', description: 'The subject does not need it any more.' })],
          supersede: [way({ target: 'superseded', description: 'The content changed, so it has to be asked for again.' })],
          expire: [way({ target: 'expired', needs: ['hasExpired'], description: 'Nobody decided in time.', serves: ['DA4.4'] })],
        },
      },
      approved: {
        meta: { label: 'Approved' },
        description: 'Approved for exactly the content that was seen.',
        on: {
          supersede: [way({ target: 'superseded', description: 'The content changed after it was approved.' })],
          withdraw: [way({ target: 'withdrawn', description: 'The subject went back to its draft.' })],
        },
      },
      rejected: { type: 'final', meta: { label: 'Rejected', side: true }, description: 'Someone said no, and why.' },
      expired: { type: 'final', meta: { label: 'Expired', side: true }, description: 'Nobody decided in time.' },
      withdrawn: { type: 'final', meta: { label: 'Withdrawn', side: true }, description: 'It was not needed any more.' },
      superseded: {
        type: 'final',
        meta: { label: 'Superseded', side: true },
        description: 'The content changed. A newer request took its place.',
      },
    },
  }),
  deadlines: [{ event: 'expire', column: 'expiresAt', states: ['requested'] }],
  events: {
    approve: {
      ...decision('approve'),
      label: 'Approve',
      past: 'approved',
      input: { comment: prose({ label: 'Comment' }), seat },
      tone: 'primary',
      key: 'a',
    },
    reject: {
      ...decision('reject'),
      label: 'Reject',
      past: 'rejected',
      input: { comment: prose({ label: 'Why', required: true, help: 'The requester reads this and needs to know what to change.' }), seat },
      tone: 'danger',
      key: 'r',
    },
    abstain: { ...decision('abstain'), label: 'Abstain', past: 'abstained', input: { comment: prose({ label: 'Comment' }), seat } },
    suspend: {
      label: 'Suspend',
      past: 'suspended',
      permission: nobody,
      effect: (facts) => ({ suspended: true, waitingOn: null, ...pausedExpiry(facts) }),
    },
    resume: {
      label: 'Resume',
      past: 'resumed',
      permission: nobody,
      effect: (facts) => ({ suspended: null, waitingOn: waitingOn(facts), ...resumedExpiry(facts) }),
    },
    withdraw: { ...closedBySystem, label: 'Withdraw', past: 'withdrawn' },
    supersede: { ...closedBySystem, label: 'Supersede', past: 'superseded' },
    expire: {
      ...closedBySystem,
      label: 'Expire',
      past: 'expired',
      effect: ({ now }) => ({ waitingOn: null, decidedAt: now, reason: 'Nobody decided in time.' }),
    },
  },
});
