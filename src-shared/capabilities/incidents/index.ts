import { defineCapability } from '#shared/model/capability.ts';
import { grantsOf } from '../identity/index.ts';
import { incident } from './incident.record.ts';

/** What went wrong, and which change caused or fixed it. */
export const incidents = defineCapability({
  name: 'incidents',
  records: [incident],
  reactions: [
    {
      on: ['incident.created'],
      because: 'An incident that does not say when it was opened was opened when it was written down.',
      then: async ({ record, now }) =>
        record.fields['openedAt'] === undefined
          ? [{ name: 'incidents.edit', recordId: record.id, input: { fields: { openedAt: now } } }]
          : [],
    },
    {
      on: ['incident.edited'],
      because: 'Handing an incident to another person or team is counted.',
      then: async ({ event, record }) => {
        const before = event.was ?? {};
        const handedOver = ['assignee', 'assignedGroup'].some((field) => typeof before[field] === 'string');
        const so = record.fields['reassigned'];
        return handedOver
          ? [
              {
                name: 'incidents.edit',
                recordId: record.id,
                input: { fields: { reassigned: (typeof so === 'number' ? so : 0) + 1 } },
              },
            ]
          : [];
      },
    },
  ],
  grants: grantsOf('incidents.manage'),
});
