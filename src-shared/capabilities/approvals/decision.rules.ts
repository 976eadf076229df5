import type { JsonObject } from '#shared/kernel/json.ts';
import { textIn } from '#shared/model/values.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import { tallyOf, voicesIn } from './quorum.rules.ts';
import { type Claim, claimsOf, waitingFor } from './seats.rules.ts';
import type { Verdict, Votes } from './step.schema.ts';

/** The seat that the actor decides for: the one they name, else the best that is theirs. */
export function claimOf(facts: ApprovalFacts): Claim | undefined {
  const claims = claimsOf(facts.actor.personId, facts);
  const wanted = facts.input['seat'];
  return typeof wanted === 'string' ? claims.find(({ seat }) => seat.id === wanted) : claims[0];
}

export const isParty = ({ parties, actor }: ApprovalFacts): boolean => parties.has(actor.personId);
export const hasDecided = ({ step, votes, actor }: ApprovalFacts): boolean => voicesIn(step, votes).has(actor.personId);

/** A seat that the actor could reach only through a party: they would decide in the name of someone who may not. */
export const reachesOnlyThroughParty = (facts: ApprovalFacts): boolean =>
  !isParty(facts) && !claimOf(facts) && claimsOf(facts.actor.personId, { ...facts, parties: new Set() }).length > 0;

/** The votes as they would be after the actor's. */
function votesWith(facts: ApprovalFacts, verdict: Verdict): Votes {
  const claim = claimOf(facts);
  if (!claim) return facts.votes;
  const [holder = facts.actor.personId] = claim.chain;
  return {
    ...facts.votes,
    [claim.seat.id]: {
      verdict,
      by: facts.actor.personId,
      onBehalfOf: holder === facts.actor.personId ? null : holder,
      chain: [...claim.chain],
      step: facts.at,
      at: facts.now,
      comment: textIn(facts.input['comment']) || null,
    },
  };
}

const finishesStep = (facts: ApprovalFacts, verdict: Verdict) => tallyOf(facts.step, votesWith(facts, verdict)).isMet;

/** The actor's approval or abstention would be the last thing that the whole request needs. */
export const finishesRequest = (facts: ApprovalFacts, verdict: Verdict): boolean =>
  facts.at >= facts.steps.length - 1 && claimOf(facts) !== undefined && finishesStep(facts, verdict);

/** An abstention that leaves the step able to come to a yes, on a seat that is free to abstain. */
export function mayAbstain(facts: ApprovalFacts): boolean {
  const claim = claimOf(facts);
  return !claim || (!claim.seat.mandatory && tallyOf(facts.step, votesWith(facts, 'abstain')).isReachable);
}

/** What a decision sets: the vote, the step that is open then, for whom it waits, and when it was all decided. */
export function decisionEffect(facts: ApprovalFacts, verdict: Verdict): JsonObject {
  const votes = votesWith(facts, verdict);
  const isOver = verdict === 'reject' || finishesRequest(facts, verdict);
  const at = !isOver && finishesStep(facts, verdict) ? facts.at + 1 : facts.at;
  return {
    votes,
    step: at,
    waitingOn: isOver ? null : waitingOn({ ...facts, at, votes }),
    ...(isOver ? { decidedAt: facts.now } : {}),
    ...(verdict === 'reject' ? { reason: textIn(facts.input['comment']) } : {}),
  };
}

/** For whom the open step waits. */
export function waitingOn(facts: Pick<ApprovalFacts, 'steps' | 'at' | 'votes' | 'holders' | 'parties'>): string[] | null {
  const step = facts.steps[facts.at];
  return step ? waitingFor({ ...facts, step }) : null;
}

/** The people that the open step waits for, in words. */
export function waitingNames(facts: ApprovalFacts): string {
  const people = (waitingOn(facts) ?? []).map((id) => facts.names[id] ?? id);
  if (people.length === 0) return 'nobody who could decide';
  return people.length > 4 ? `${people.slice(0, 3).join(', ')} and ${people.length - 3} others` : people.join(', ');
}
