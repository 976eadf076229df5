import type { Json } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import { ref } from '#shared/model/field.ts';
import type { BaseFacts } from '#shared/model/lifecycle.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor } from '#shared/model/record.ts';
import { SEES_RESTRICTED } from '#shared/model/visibility.ts';
import { actorFor } from './actor.rules.ts';

/** The field by which a kind lets people keep a record to one team. The kind also needs `visibility` and `restrictsToOwnTeam`. */
export const restrictedTo = (options: { readonly group?: string } = {}) =>
  ref('team', {
    label: 'Restricted to',
    help: 'Only this team sees it, and those who may see everything that is restricted. Leave it empty and everyone here sees it.',
    ...options,
  });

const sees = (actor: Actor, team: string): boolean => actor.teamIds.includes(team) || actor.grants.includes(SEES_RESTRICTED);

/** Nobody restricts a record to a team whose records they do not see: it would be gone for them with the very same step. */
export function restrictsToOwnTeam(wanted: Json | undefined, { actor, record }: BaseFacts): Unmet[] {
  if (typeof wanted !== 'string' || wanted === record.fields['restrictedTo'] || actor.isSystem || sees(actor, wanted)) return [];
  return [
    {
      code: 'restriction.notYourTeam',
      message: 'You are not in this team, so you would not see it any more.',
      help: 'Restrict it to a team of yours, or leave that to somebody who is in the team.',
      field: 'restrictedTo',
    },
  ];
}

/** Those among some people who do not see what is restricted to a team. Nobody, where it is restricted to none. */
export async function blindTo(team: Json | undefined, personIds: readonly string[], reader: Reader): Promise<string[]> {
  if (typeof team !== 'string') return [];
  const people = [...new Set(personIds)];
  const actors = await Promise.all(people.map((id) => actorFor(reader, id)));
  return people.filter((_, index) => {
    const actor = actors[index];
    return actor === undefined || !sees(actor, team);
  });
}
