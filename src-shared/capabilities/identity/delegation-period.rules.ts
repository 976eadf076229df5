import type { Unmet } from '#shared/kernel/refusal.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import { granted } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn, fieldIn } from '#shared/model/values.ts';
import { circleOf, type Delegation } from './delegation.rules.ts';

export interface DelegationFacts extends BaseFacts {
  /** All other delegations that have not ended. */
  readonly others: readonly RecordOf[];
  /** Names of the people in question, by id. */
  readonly names: { readonly [personId: string]: string };
  readonly delegate: RecordOf | undefined;
}

const managesPeople = granted('people.manage', 'the right to manage people');

/** Gathers what a decision on a delegation must know about the others. */
export async function delegationFacts({ record, input }: BaseFacts, reader: Reader): Promise<Omit<DelegationFacts, keyof BaseFacts>> {
  const live = await reader.list({ kind: 'delegation', where: [{ column: 'state', op: 'in', value: ['planned', 'active'] }] });
  const others = await reader.many(live.map((head) => head.id).filter((id) => id !== record.id));
  const to = fieldIn(input, 'to') ?? record.fields['to'];
  const from = fieldIn(input, 'from') ?? record.fields['from'];
  const ids = [from, to, ...others.flatMap((one) => [one.fields['from'], one.fields['to']])].filter((id) => typeof id === 'string');
  const people = await reader.many([...new Set(ids)]);
  return {
    others,
    names: Object.fromEntries(people.map((person) => [person.id, textIn(person.fields['name'])])),
    delegate: people.find((person) => person.id === to),
  };
}

export function ownOnly(from: string, { actor }: DelegationFacts): Unmet[] {
  if (actor.isSystem || from === actor.personId || managesPeople.test({ actor })) return [];
  return [
    {
      code: 'delegation.notYours',
      message: 'You can delegate only your own approvals.',
      help: 'Someone who manages people can do it for another person.',
      field: 'from',
    },
  ];
}

export function period({ startsAt, endsAt }: Delegation, now: string): Unmet[] {
  if (typeof startsAt !== 'string' || typeof endsAt !== 'string') return [];
  if (ms(endsAt) <= ms(startsAt)) return [{ code: 'delegation.period', message: 'It ends before it starts.', field: 'endsAt' }];
  return ms(endsAt) <= ms(now)
    ? [{ code: 'delegation.past', message: 'It would be over already.', help: 'Choose an end that is still to come.', field: 'endsAt' }]
    : [];
}

const ms = (instantText: string) => Date.parse(instantText);
const asPeriod = ({ fields }: RecordOf): Delegation => ({
  from: textIn(fields['from']),
  to: textIn(fields['to']),
  startsAt: textIn(fields['startsAt']),
  endsAt: textIn(fields['endsAt']),
});
/** Their times are half-open, so back to back is no overlap. */
const overlap = (a: Delegation, b: Delegation) => ms(a.startsAt) < ms(b.endsAt) && ms(b.startsAt) < ms(a.endsAt);

export function alreadyAway(fields: Delegation, { others, names }: DelegationFacts): Unmet[] {
  const other = others.map(asPeriod).find((one) => one.from === fields.from && overlap(one, fields));
  if (!other) return [];
  const params = { from: names[fields.from] ?? '', to: names[other.to] ?? '' };
  return [
    {
      code: 'delegation.twice',
      message: `${params.from} already delegates to ${params.to} in this period.`,
      params,
      help: 'Revoke the other delegation, or choose a period beside it.',
      field: 'startsAt',
    },
  ];
}

/** Refuses a delegation that would come back to where it began, and names the whole chain. */
export function circle(fields: Delegation, { others, names }: DelegationFacts): Unmet[] {
  const back = circleOf(others.map(asPeriod), fields);
  if (!back) return [];
  const chain = back.map((id) => names[id] ?? id).join(' → ');
  return [
    {
      code: 'delegation.circle',
      message: `The delegation would come back to where it began: ${chain}.`,
      params: { chain },
      help: 'Choose someone who does not delegate in this period.',
      field: 'to',
    },
  ];
}
