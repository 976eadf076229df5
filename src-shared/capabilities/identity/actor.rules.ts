import type { Reader } from '#shared/model/reader.ts';
import type { Actor } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import { isActive } from './role.rules.ts';

/**
 * Who a signed-in person is and what they may do, resolved from their roles and teams as they stand now. Undefined for
 * someone who is not here or has left: they may do nothing, whatever they could do before.
 */
export async function actorFor(reader: Reader, personId: string): Promise<Actor | undefined> {
  const person = await reader.get(personId);
  if (person?.kind !== 'person' || !isActive(person)) return undefined;
  const [roles, led] = await Promise.all([reader.many(textsIn(person.fields['roles'])), reader.related('team', 'lead', person.id)]);
  const live = roles.filter((role) => role.archivedAt === null);
  const { team } = person.fields;
  return {
    personId: person.id,
    name: textIn(person.fields['name']),
    grants: [...new Set(live.flatMap((role) => textsIn(role.fields['grants'])))],
    roleIds: live.map((role) => role.id),
    teamIds: [...new Set([...(typeof team === 'string' ? [team] : []), ...led.map((one) => one.id)])],
    isSystem: false,
  };
}
