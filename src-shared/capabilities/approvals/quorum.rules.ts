import type { Quorum, Seat, Step, Votes } from './step.schema.ts';

/** Where a step stands. */
export interface Tally {
  /** How many approvals the quorum asks for. */
  readonly required: number;
  /** How many count: every person once, whoever they decided for. */
  readonly approved: number;
  readonly abstained: number;
  readonly open: readonly Seat[];
  readonly mandatoryOpen: readonly Seat[];
  readonly isRejected: boolean;
  /** Enough have approved and every mandatory seat has. */
  readonly isMet: boolean;
  /** Could still be met if every open seat approved. */
  readonly isReachable: boolean;
}

/**
 * The approvals that a quorum asks for out of `seats` that do not abstain. A percentage is rounded to the nearest whole,
 * halves up (2.49 → 2, 2.5 → 3); nothing or less means the first; 100 and more means all. These are ServiceNow's rules.
 */
export function requiredOf({ kind, value }: Quorum, seats: number): number {
  switch (kind) {
    case 'first':
      return 1;
    case 'all':
      return Math.max(1, seats);
    case 'count':
      return Math.max(1, Math.ceil(value));
    case 'percent':
      if (!(value > 0)) return 1;
      return value >= 100 ? Math.max(1, seats) : Math.max(1, Math.round((seats * value) / 100));
  }
}

export function tallyOf(step: Step, votes: Votes): Tally {
  const cast = step.seats.flatMap((seat) => (votes[seat.id] ? [{ seat, vote: votes[seat.id] }] : []));
  const abstained = cast.filter(({ vote }) => vote?.verdict === 'abstain').length;
  const required = requiredOf(step.quorum, step.seats.length - abstained);
  const approved = countPersons(step, votes);
  const open = step.seats.filter((seat) => !votes[seat.id]);
  const mandatory = step.seats.filter((seat) => seat.mandatory && votes[seat.id]?.verdict !== 'approve');
  const isRejected = cast.some(({ vote }) => vote?.verdict === 'reject');
  return {
    required,
    approved,
    abstained,
    open,
    mandatoryOpen: mandatory.filter((seat) => !votes[seat.id]),
    isRejected,
    isMet: !isRejected && approved >= required && mandatory.length === 0,
    isReachable: !isRejected && approved + open.length >= required && mandatory.every((seat) => !votes[seat.id]),
  };
}

/** Everyone whose voice was used in a step: those who decided and those for whom they did. */
export function voicesIn(step: Step, votes: Votes): Set<string> {
  return new Set(step.seats.flatMap(({ id }) => [votes[id]?.by, votes[id]?.onBehalfOf]).filter((one) => typeof one === 'string'));
}

/** Approvals by different people. The seats' ids already keep votes apart; this holds even if someone sat on two of them. */
function countPersons(step: Step, votes: Votes): number {
  const heard = new Set<string>();
  let count = 0;
  for (const { id } of step.seats) {
    const vote = votes[id];
    if (vote?.verdict !== 'approve' || heard.has(vote.by) || heard.has(vote.onBehalfOf ?? vote.by)) continue;
    heard.add(vote.by).add(vote.onBehalfOf ?? vote.by);
    count += 1;
  }
  return count;
}

/** The quorum in words: `3 of 5 approve`. */
export function quorumWords({ quorum, seats }: Step): string {
  const all = seats.length;
  const required = Math.min(requiredOf(quorum, all), all);
  if (all === 1) return 'one approval';
  return required === all ? `all ${all} approve` : required === 1 ? `one of ${all} approves` : `${required} of ${all} approve`;
}
