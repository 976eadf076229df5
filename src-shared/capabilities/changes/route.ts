import type { JsonObject } from '#shared/kernel/json.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { type Seat, seatedPeople, type Step, unfillable } from '#shared/capabilities/approvals/index.ts';
import { blindTo, BUILTIN_ROLES, type BuiltinRoleKey, roleByKey } from '#shared/capabilities/identity/index.ts';
import { riskOf } from './risk.rules.ts';
import { type ChangeType, highest, type RoutingRow, rowsFor } from './routing.rules.ts';

/** The steps that a change goes through, and which seats nobody could take. */
export interface Route {
  readonly steps: readonly Step[];
  readonly unfillable: readonly Seat[];
}

interface Routed {
  readonly fields: JsonObject;
  readonly systems: readonly RecordOf[];
  readonly parties: readonly string[];
}

/** Finds the steps by the routing table. Unanswered risk counts as high, so that nothing slips through. */
export async function routeOf({ fields, systems, parties }: Routed, reader: Reader): Promise<Route> {
  const rows = rowsFor({
    type: textIn(fields['type']) as ChangeType,
    risk: riskOf(fields)?.level ?? 'high',
    criticality: highest(systems.map((system) => textIn(system.fields['criticality']))),
  });
  const steps: Step[] = [];
  for (const [at, row] of rows.entries()) {
    const seats = await seatsOf(row, systems, new Set(parties), reader);
    const named = seats.map((seat, i): Seat => ({ ...seat, id: `${at + 1}.${i + 1}` }));
    if (named.length > 0) steps.push({ name: row.step, because: row.because, quorum: row.quorum, seats: named });
  }
  const { holders } = await seatedPeople(steps, reader);
  // Whoever does not see the change cannot decide on it.
  const blind = await blindTo(fields['restrictedTo'], Object.values(holders).flat(), reader);
  const barred = new Set([...parties, ...blind]);
  return { steps, unfillable: steps.flatMap((step) => missingSeats(step, unfillable(step, holders, barred))) };
}

/** A step that the first yes completes needs only one seat that can be taken. */
const missingSeats = (step: Step, missing: readonly Seat[]): readonly Seat[] =>
  step.quorum.kind === 'first' && missing.length < step.seats.length ? missing.filter((seat) => seat.mandatory) : missing;

type Unnumbered = Omit<Seat, 'id'>;

async function seatsOf(
  row: RoutingRow,
  systems: readonly RecordOf[],
  parties: ReadonlySet<string>,
  reader: Reader,
): Promise<readonly Unnumbered[]> {
  const seats = await Promise.all(
    row.seats.map(async (seat) => (seat === 'systemOwners' ? ownerSeats(systems, parties) : [await roleSeat(seat, reader)])),
  );
  return seats.flat();
}

/** One seat per owner, however many of the systems they own. An owner who is a party does not sign; the next step decides. */
function ownerSeats(systems: readonly RecordOf[], parties: ReadonlySet<string>): Unnumbered[] {
  const owners = [...new Set(systems.map(ownerOf))].filter((owner) => owner !== '' && !parties.has(owner));
  return owners.map((owner) => {
    const owned = systems.filter((system) => ownerOf(system) === owner);
    return {
      kind: 'ownerOf',
      ref: owned[0]?.id ?? '',
      label: `Owner of ${owned.map((system) => textIn(system.fields['name'])).join(', ')}`,
      mandatory: true,
    };
  });
}

const ownerOf = (system: RecordOf): string => textIn(system.fields['owner']);

async function roleSeat(key: BuiltinRoleKey, reader: Reader): Promise<Unnumbered> {
  const role = await roleByKey(reader, key);
  return { kind: 'role', ref: role?.id ?? key, label: textIn(role?.fields['name']) || BUILTIN_ROLES[key].name, mandatory: false };
}
