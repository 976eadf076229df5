import type { Reaction } from '#shared/model/capability.ts';
import { textIn } from '#shared/model/values.ts';

/** When a person leaves, delegations from and to them end at once: nobody decides for them, and they for nobody. */
export const endDelegationsOfLeaver: Reaction = {
  on: ['person.edited', 'person.imported'],
  because: 'When a person leaves, their delegations are revoked.',
  then: async ({ event, record, reader }) => {
    if (event.patch['active'] !== false) return [];
    const theirs = [...(await reader.related('delegation', 'from', record.id)), ...(await reader.related('delegation', 'to', record.id))];
    return theirs
      .filter(({ state }) => state === 'planned' || state === 'active')
      .map((delegation) => ({
        name: 'delegations.revoke',
        recordId: delegation.id,
        input: { note: `${textIn(record.fields['name'])} left.` },
      }));
  },
};

export const beginDueDelegation: Reaction = {
  on: ['delegation.created', 'delegation.edited'],
  because: 'A delegation whose period has begun holds at once.',
  then: async ({ record, now }) =>
    record.state === 'planned' && Date.parse(textIn(record.fields['startsAt'])) <= Date.parse(now)
      ? [{ name: 'delegations.begin', recordId: record.id, input: {} }]
      : [],
};
