import type { Reader } from '#shared/model/reader.ts';
import { textIn } from '#shared/model/values.ts';

/** A time in which `to` decides in the name of `from`. Half-open: at `endsAt` it is over. */
export interface Delegation {
  readonly from: string;
  readonly to: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Someone who may act for another, and the way by which: `chain` runs from the person named to the one who acts. */
export interface StandIn {
  readonly personId: string;
  readonly chain: readonly string[];
}

/** Instants are compared as times, not as text, so that `10:00+01:00` and `09:00Z` are the same. */
export const isActiveAt = ({ startsAt, endsAt }: Delegation, now: string): boolean =>
  Date.parse(startsAt) <= Date.parse(now) && Date.parse(now) < Date.parse(endsAt);

/**
 * Everyone who may act for `personId` now, the person first, by the shortest chain of delegations. A cycle is walked
 * once. Nobody in `barred` is passed through, so a chain that could only lead through one of them leads nowhere.
 */
export function standIns(
  delegations: readonly Delegation[],
  personId: string,
  now: string,
  barred: ReadonlySet<string> = new Set(),
): StandIn[] {
  return walk(personId, barred, (person) => active(delegations, now).flatMap(({ from, to }) => (from === person ? [to] : [])));
}

/** The other direction: everyone for whom `personId` may act now, the person first. */
export function principalsOf(delegations: readonly Delegation[], personId: string, now: string): string[] {
  return walk(personId, new Set(), (person) => active(delegations, now).flatMap(({ from, to }) => (to === person ? [from] : []))).map(
    (found) => found.personId,
  );
}

/** Would this delegation, during its own time, hand something back to the one who gave it? Returns the circle of persons, or nothing. */
export function circleOf(delegations: readonly Delegation[], added: Delegation): readonly string[] | undefined {
  const overlapping = delegations.filter(
    (one) => Date.parse(one.startsAt) < Date.parse(added.endsAt) && Date.parse(added.startsAt) < Date.parse(one.endsAt),
  );
  const instants = [added.startsAt, ...overlapping.map((one) => one.startsAt)].filter((at) => isActiveAt(added, at));
  for (const at of instants) {
    const back = standIns(overlapping, added.to, at).find((one) => one.personId === added.from);
    if (back) return [added.from, ...back.chain];
  }
  return undefined;
}

/** The delegations that can hold now or soon: what was revoked or is over is left out. Ask `isActiveAt` for the moment. */
export async function liveDelegations(reader: Reader): Promise<Delegation[]> {
  const heads = await reader.list({ kind: 'delegation', where: [{ column: 'state', op: 'in', value: ['planned', 'active'] }] });
  return heads.map((head) => ({
    from: textIn(head['from']),
    to: textIn(head['to']),
    startsAt: textIn(head['startsAt']),
    endsAt: textIn(head['endsAt']),
  }));
}

const active = (delegations: readonly Delegation[], now: string) => delegations.filter((one) => isActiveAt(one, now));

/** Breadth first, so that the first chain to reach a person is a shortest one. */
function walk(start: string, barred: ReadonlySet<string>, next: (person: string) => readonly string[]): StandIn[] {
  if (barred.has(start)) return [];
  const found = new Map<string, StandIn>([[start, { personId: start, chain: [start] }]]);
  for (const one of found.values())
    for (const person of next(one.personId))
      if (!barred.has(person) && !found.has(person)) found.set(person, { personId: person, chain: [...one.chain, person] });
  return [...found.values()];
}
