import { defineCapability } from '#shared/model/capability.ts';
import { grantsOf } from '#shared/capabilities/identity/index.ts';
import { approval } from './approval.record.ts';
import { followPeople } from './reactions.ts';

export { stepsOf, votesOf } from './approval-facts.ts';
export { inboxOf, inboxQuery } from './inbox.rules.ts';
export { quorumWords, requiredOf, tallyOf } from './quorum.rules.ts';
export { approvalRequest } from './request.ts';
export { unfillable } from './seats.rules.ts';
export { seatedPeople } from './approval-facts.ts';
export type { Quorum, Seat, Step, Verdict, Vote, Votes } from './step.schema.ts';
export { approval };

/** Who says yes to what: requests bound to the content that was seen. */
export const approvals = defineCapability({
  name: 'approvals',
  records: [approval],
  reactions: [followPeople],
  grants: grantsOf('approvals.manage'),
});
