import type { Json } from '#shared/kernel/json.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn, fieldIn } from '#shared/model/values.ts';

export interface RoleHolding {
  readonly hasSameKey: boolean;
  /** Names of the active people who have the role. */
  readonly holders: readonly string[];
  /** The role administers, and nobody administers through another one. */
  readonly isLastAdministration: boolean;
}

/** What a decision on a role must know about the others. */
export async function roleHolding({ record, input }: BaseFacts, reader: Reader): Promise<RoleHolding> {
  const key = fieldIn(input, 'key') ?? record.fields['key'];
  const [sameKey, holders, administrations] = await Promise.all([
    typeof key === 'string' ? reader.list({ kind: 'role', where: [{ column: 'key', op: 'is', value: key }] }) : [],
    peopleWithRole(reader, record.id),
    administratorIds(reader, record.id),
  ]);
  return {
    hasSameKey: sameKey.some((head) => head.id !== record.id),
    holders: holders.map((person) => textIn(person.fields['name'])),
    isLastAdministration: textsIn(record.fields['grants']).includes('admin') && holders.length > 0 && administrations.length === 0,
  };
}

/** Someone who is here: a person counts as active until it is said that they left. */
export const isActive = (person: RecordOf): boolean => person.fields['active'] !== false && person.archivedAt === null;

const peopleWithRole = async (reader: Reader, roleId: string): Promise<RecordOf[]> =>
  (await reader.related('person', 'roles', roleId)).filter(isActive);

/** The role that has this key, unless it was archived. */
export async function roleByKey(reader: Reader, key: string): Promise<RecordOf | undefined> {
  const [head] = await reader.list({ kind: 'role', where: [{ column: 'key', op: 'is', value: key }], limit: 1 });
  return head ? reader.get(head.id) : undefined;
}

/** The active people who administer the workspace, not counting one role. */
export async function administratorIds(reader: Reader, withoutRole?: string): Promise<string[]> {
  const roles = await reader.list({ kind: 'role', where: [{ column: 'grants', op: 'has', value: 'admin' }] });
  const ids = roles.map((role) => role.id).filter((id) => id !== withoutRole);
  if (ids.length === 0) return [];
  const people = await reader.list({
    kind: 'person',
    where: [
      { column: 'roles', op: 'hasAny', value: ids },
      { column: 'active', op: 'isNot', value: false },
    ],
  });
  return people.map((person) => person.id);
}

/** The grants that are new in `wanted` and that the actor does not have: nobody gives more than they have. */
export function grantsBeyond(actor: Actor, wanted: readonly string[], before: Json | undefined): string[] {
  if (actor.isSystem || actor.grants.includes('admin')) return [];
  const had = textsIn(before);
  return wanted.filter((grant) => !had.includes(grant) && !actor.grants.includes(grant));
}
