import type { Permission } from './permission.ts';
import type { Reader } from './reader.ts';
import type { Actor, RecordOf } from './record.ts';

/**
 * Who may see one record: everyone who may read its kind (`''`), or the team that it is restricted to (its id). Snapshots
 * are cut by it, and the server's database separates by it.
 */
export type Scope = string;
export const EVERYONE: Scope = '';

/** Where a kind says to whom its records are restricted: a field that names a team, or the record that it belongs to. */
export type Visibility = { readonly field: string } | { readonly through: string };

/** What somebody may see: kinds, and the scopes within them. */
export interface Sight {
  readonly kinds: readonly string[];
  /** `'*'` is everything in those kinds. */
  readonly scopes: readonly Scope[] | '*';
}

interface Seen {
  readonly visibility?: Visibility;
}
interface Readable {
  readonly kind: string;
  readonly permissions: { readonly read: Permission };
}

/** The right to see what is restricted to teams that one is not in. */
export const SEES_RESTRICTED = 'data.seeRestricted';

/** The scope of a record as it is now. What belongs to another record is seen by whoever sees that. */
export async function scopeOf(
  definition: Seen,
  record: RecordOf,
  reader: Pick<Reader, 'get'>,
  definitionOf: (kind: string) => Seen | undefined,
): Promise<Scope> {
  const { visibility } = definition;
  if (!visibility) return EVERYONE;
  if ('field' in visibility) {
    const team = record.fields[visibility.field];
    return typeof team === 'string' ? team : EVERYONE;
  }
  const above = record.fields[visibility.through];
  const parent = typeof above === 'string' ? await reader.get(above) : undefined;
  const parentDefinition = parent && definitionOf(parent.kind);
  return parent && parentDefinition ? scopeOf(parentDefinition, parent, reader, definitionOf) : EVERYONE;
}

/** What an actor may see, by the read permissions of the kinds and the teams that they are in. */
export function sightOf(definitions: readonly Readable[], actor: Actor): Sight {
  const kinds = definitions.filter(({ permissions }) => actor.isSystem || permissions.read.test({ actor })).map(({ kind }) => kind);
  const seesAll = actor.isSystem || actor.grants.includes(SEES_RESTRICTED);
  return { kinds, scopes: seesAll ? '*' : [EVERYONE, ...actor.teamIds.toSorted()] };
}

export const isInSight = (sight: Sight, kind: string, scope: Scope): boolean =>
  sight.kinds.includes(kind) && (sight.scopes === '*' || sight.scopes.includes(scope));
