import type { Query } from '#shared/model/query.ts';
import { type Delegation, principalsOf } from '#shared/capabilities/identity/index.ts';

/** Everyone whose seats a person may decide for now: their own first, then those of the people they stand in for. */
export const inboxOf = (personId: string, delegations: readonly Delegation[], now: string): string[] =>
  principalsOf(delegations, personId, now);

/** The approvals that wait for any of these people, the most urgent first. */
export const inboxQuery = (personIds: readonly string[]): Query => ({
  kind: 'approval',
  where: [
    { column: 'state', op: 'is', value: 'requested' },
    { column: 'waitingOn', op: 'hasAny', value: personIds },
  ],
  sort: [{ column: 'dueAt' }, { column: 'createdAt' }],
});
