import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { instant, prose, ref } from '#shared/model/field.ts';
import { anyone, granted, named, or } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import { delegationLifecycle } from './delegation.lifecycle.ts';
import { alreadyAway, circle, type DelegationFacts, delegationFacts, ownOnly, period } from './delegation-period.rules.ts';
import { isActive } from './role.rules.ts';

const managesPeople = granted('people.manage', 'the right to manage people');

export const delegation = defineRecord({
  kind: 'delegation',
  prefix: 'del',
  plural: 'delegations',
  label: 'reason',
  wording: {
    one: 'Delegation',
    many: 'Delegations',
    empty: 'While someone is away, another person decides for them. Both names stand in the history.',
  },
  columns: ['from', 'to', 'startsAt', 'endsAt', 'state'],
  permissions: {
    read: anyone,
    create: or(granted('delegations.own', 'the right to delegate'), managesPeople),
    edit: or(named('from', 'being the one who delegates'), managesPeople),
  },
  fields: {
    from: ref('person', { label: 'From', required: true, head: true, help: 'Whose approvals move.' }),
    to: ref('person', { label: 'To', required: true, head: true, help: 'Who decides in their place.' }),
    startsAt: instant({ label: 'Starts', required: true, head: true }),
    endsAt: instant({ label: 'Ends', required: true, head: true, help: 'The first moment at which it no longer holds.' }),
    reason: prose({ label: 'Reason', required: true, head: true }),
  },
  lifecycle: delegationLifecycle,
  facts: async (base, reader: Reader): Promise<DelegationFacts> => ({ ...base, ...(await delegationFacts(base, reader)) }),
  check: (fields, facts): Unmet[] => [
    ...ownOnly(fields.from, facts),
    ...period(fields, facts.now),
    ...(facts.delegate && !isActive(facts.delegate)
      ? [{ code: 'delegation.left', message: `${facts.names[fields.to]} has left and cannot decide.`, field: 'to' }]
      : []),
    ...(fields.from === fields.to
      ? [{ code: 'delegation.toSelf', message: 'Nobody can delegate to themselves.', field: 'to', help: 'Choose another person.' }]
      : [...alreadyAway(fields, facts), ...circle(fields, facts)]),
  ],
  editable: ({ record }, fields): Unmet[] => {
    if (record.state === 'planned') return [];
    if (record.state !== 'active')
      return [{ code: 'delegation.over', message: 'It is over, and stays as it was.', help: 'Make a new delegation.' }];
    return fields
      .filter((field) => field !== 'endsAt' && field !== 'reason')
      .map((field) => ({
        code: 'delegation.begun',
        message: 'It has begun: only its end and its reason can still be changed.',
        help: 'Revoke it and make a new one.',
        field,
      }));
  },
  archivable: ({ record }): Unmet[] =>
    record.state === 'planned' || record.state === 'active'
      ? [{ code: 'delegation.live', message: 'It still holds or will hold.', help: 'Revoke it first.' }]
      : [],
});
