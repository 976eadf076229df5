import { digestOfFields } from '#shared/model/definition.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import { isActive, liveDelegations } from '#shared/capabilities/identity/index.ts';
import type { Holders, Table } from './seats.rules.ts';
import { type Seat, type Step, stepsSchema, type Votes, votesSchema } from './step.schema.ts';

/** What a decision on an approval knows. */
export interface ApprovalFacts extends BaseFacts, Table {
  readonly steps: readonly Step[];
  /** The position of `step` in `steps`. */
  readonly at: number;
  /** The digest that the subject's bound fields have now; undefined when the subject is not here. */
  readonly subjectDigest: string | undefined;
  readonly names: { readonly [personId: string]: string };
}

const NO_STEP: Step = { name: '', because: '', seats: [], quorum: { kind: 'first', value: 0 } };

export async function approvalFacts(base: BaseFacts, reader: Reader): Promise<ApprovalFacts> {
  const { fields } = base.record;
  const steps = stepsOf(base.record);
  const at = typeof fields['step'] === 'number' ? fields['step'] : 0;
  const [subject, seated, delegations] = await Promise.all([
    reader.get(textIn(fields['subject'])),
    seatedPeople(steps, reader),
    liveDelegations(reader),
  ]);
  return {
    ...base,
    steps,
    at,
    step: steps[at] ?? NO_STEP,
    votes: votesOf(base.record),
    ...seated,
    delegations,
    parties: new Set(textsIn(fields['parties'])),
    subjectDigest: subject ? digestOfFields(subject, textsIn(fields['content'])) : undefined,
  };
}

export const stepsOf = (approval: RecordOf): Step[] => stepsSchema.safeParse(approval.fields['steps']).data ?? [];
export const votesOf = (approval: RecordOf): Votes => votesSchema.safeParse(approval.fields['votes'] ?? {}).data ?? {};

/** Who holds each seat of these steps now, and what they are called. */
export async function seatedPeople(
  steps: readonly Step[],
  reader: Reader,
): Promise<{ readonly holders: Holders; readonly names: { readonly [personId: string]: string } }> {
  const seats = steps.flatMap((step) => step.seats);
  const people = await Promise.all(seats.map((seat) => holdersOf(seat, reader)));
  return {
    holders: Object.fromEntries(seats.map((seat, i) => [seat.id, (people[i] ?? []).map((person) => person.id)])),
    names: Object.fromEntries(people.flat().map((person) => [person.id, textIn(person.fields['name'])])),
  };
}

async function holdersOf({ kind, ref }: Pick<Seat, 'kind' | 'ref'>, reader: Reader): Promise<RecordOf[]> {
  switch (kind) {
    case 'person':
      return (await reader.many([ref])).filter(isActive);
    case 'role':
      return (await reader.related('person', 'roles', ref)).filter(isActive);
    case 'group':
      return (await reader.related('person', 'team', ref)).filter(isActive);
    case 'ownerOf': {
      const owner = (await reader.get(ref))?.fields['owner'];
      return typeof owner === 'string' ? (await reader.many([owner])).filter(isActive) : [];
    }
  }
}
