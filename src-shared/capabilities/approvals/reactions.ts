import { sameJson } from '#shared/kernel/difference.ts';
import type { Reaction } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Draft, SYSTEM } from '#shared/model/record.ts';
import { approvalFacts } from './approval-facts.ts';
import { waitingOn } from './decision.rules.ts';

/** Which fields of which kind say who sits on a seat and may decide. */
const SEATING: { readonly [kind: string]: readonly string[] } = {
  person: ['roles', 'team', 'active'],
  system: ['owner'],
  approval: ['parties'],
};

/** Pending requests follow the people: a new owner or role holder is asked, one who left is not. */
export const followPeople: Reaction = {
  on: [
    'person.created',
    'person.edited',
    'person.imported',
    'person.archived',
    'person.restored',
    'system.edited',
    'system.imported',
    'approval.edited',
  ],
  because: 'Who is asked follows from who holds the role, is in the team or owns the system now.',
  then: async ({ event, reader, now }) => {
    const seats = SEATING[event.kind] ?? [];
    const moves = event.set?.archivedAt !== undefined || Object.keys(event.patch).some((field) => seats.includes(field));
    return moves ? refreshed(reader, now) : [];
  },
};

async function refreshed(reader: Reader, now: string): Promise<Draft[]> {
  const open = await reader.list({
    kind: 'approval',
    where: [
      { column: 'state', op: 'is', value: 'requested' },
      { column: 'suspended', op: 'isNot', value: true },
    ],
  });
  const approvals = await reader.many(open.map((head) => head.id));
  const drafts = await Promise.all(
    approvals.map(async (record): Promise<Draft[]> => {
      const people = waitingOn(await approvalFacts({ record, input: {}, actor: SYSTEM, now }, reader)) ?? [];
      if (sameJson(people, record.fields['waitingOn'] ?? [])) return [];
      return [{ name: 'approvals.edit', recordId: record.id, input: { fields: { waitingOn: people } } }];
    }),
  );
  return drafts.flat();
}
