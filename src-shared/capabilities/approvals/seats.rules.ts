import { type Delegation, type StandIn, standIns } from '#shared/capabilities/identity/index.ts';
import { voicesIn } from './quorum.rules.ts';
import type { Seat, Step, Votes } from './step.schema.ts';

/** The persons who hold each seat now, by seat id. */
export type Holders = { readonly [seatId: string]: readonly string[] };

/** What it takes to say who may decide in a step. */
export interface Table {
  readonly step: Step;
  readonly votes: Votes;
  readonly holders: Holders;
  readonly delegations: readonly Delegation[];
  /** Those who raised it, wrote it or carry it out: they never decide on it, in nobody's name. */
  readonly parties: ReadonlySet<string>;
  readonly now: string;
}

/** A seat that someone may decide for, and the chain from its holder to them. */
export interface Claim {
  readonly seat: Seat;
  readonly chain: readonly string[];
}

/**
 * Every open seat of the step that a person could decide for, the best first: their own before someone else's, mandatory
 * before free, few holders before many. Their voice and the holder's must be unused in this step. No chain of delegation
 * leads through a party.
 */
export function claimsOf(person: string, table: Table): Claim[] {
  const used = voicesIn(table.step, table.votes);
  if (used.has(person)) return [];
  const claims = table.step.seats
    .filter((seat) => !table.votes[seat.id])
    .flatMap((seat) => {
      const chains = (table.holders[seat.id] ?? [])
        .filter((holder) => !used.has(holder))
        .flatMap((holder) => standInFor(person, holder, table) ?? [])
        .toSorted((a, b) => a.chain.length - b.chain.length);
      return chains[0] ? [{ seat, chain: chains[0].chain }] : [];
    });
  const width = ({ seat }: Claim) => table.holders[seat.id]?.length ?? 0;
  return claims.toSorted(
    (a, b) => a.chain.length - b.chain.length || Number(b.seat.mandatory) - Number(a.seat.mandatory) || width(a) - width(b),
  );
}

const standInFor = (person: string, holder: string, { delegations, parties, now }: Table): StandIn | undefined =>
  standIns(delegations, holder, now, parties).find((one) => one.personId === person);

/** The persons that a step waits for: holders of its open seats whose voice is unused and who are no party. */
export function waitingFor({ step, votes, holders, parties }: Pick<Table, 'step' | 'votes' | 'holders' | 'parties'>): string[] {
  const used = voicesIn(step, votes);
  const waiting = step.seats.filter((seat) => !votes[seat.id]).flatMap((seat) => holders[seat.id] ?? []);
  return [...new Set(waiting)].filter((person) => !used.has(person) && !parties.has(person));
}

/**
 * The seats of a step that cannot all be taken by different people who are no party. Empty when the step can be done. Found by
 * bipartite matching (augmenting paths), so that one person on two seats does not count twice.
 */
export function unfillable(step: Step, holders: Holders, parties: ReadonlySet<string>): Seat[] {
  const seatOf = new Map<string, Seat>();
  const seatFree = (seat: Seat, tried: Set<string>): boolean => {
    for (const person of holders[seat.id] ?? []) {
      if (parties.has(person) || tried.has(person)) continue;
      tried.add(person);
      const taken = seatOf.get(person);
      if (taken && !seatFree(taken, tried)) continue;
      seatOf.set(person, seat);
      return true;
    }
    return false;
  };
  return step.seats.toSorted((a, b) => Number(b.mandatory) - Number(a.mandatory)).filter((seat) => !seatFree(seat, new Set()));
}
