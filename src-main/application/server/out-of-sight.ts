import { isId } from '#shared/kernel/id.ts';
import type { Json } from '#shared/kernel/json.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import type { Registry } from '#shared/model/capability.ts';
import { verbOf } from '#shared/model/decide.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Command } from '#shared/model/record.ts';
import { isInSight, scopeOf, type Sight } from '#shared/model/visibility.ts';

export const NOTHING: ReadonlySet<string> = new Set();

/**
 * The records that a command names although its author may not see them. It is decided as though they did not exist, so that nobody learns
 * of them by trying. What the record in hand names already is no secret to whoever sees that record.
 */
export async function hiddenIn(command: Command, sight: Sight, registry: Registry, reader: Reader): Promise<ReadonlySet<string>> {
  if (isEverySight(sight, registry)) return NOTHING;
  const named = [...new Set([command.recordId as string, ...idsIn(command.input)])];
  const doubtful = named.filter((id) => !isOpen(id, sight, registry));
  if (doubtful.length === 0) return NOTHING;
  const hidden = new Set<string>();
  for (const record of await reader.many(doubtful)) {
    const scope = await scopeOf(registry.of(record.kind), record, reader, (kind) => registry.of(kind));
    if (!isInSight(sight, record.kind, scope)) hidden.add(record.id);
  }
  const record = hidden.size > 0 && !hidden.has(command.recordId) ? await reader.get(command.recordId) : undefined;
  if (record) for (const id of idsIn(record.fields)) hidden.delete(id);
  return hidden;
}

const isEverySight = (sight: Sight, registry: Registry) => sight.scopes === '*' && sight.kinds.length === registry.kinds.length;

/** Its kind alone says that it may be seen. */
function isOpen(id: string, sight: Sight, registry: Registry): boolean {
  const definition = registry.byId(id);
  return definition === undefined || (sight.kinds.includes(definition.kind) && (sight.scopes === '*' || !definition.visibility));
}

function idsIn(value: Json): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one: Json) => idsIn(one));
}

/** A reader to whom these records do not exist. */
export function withoutRecords(base: Reader, hidden: ReadonlySet<string>): Reader {
  const list: Reader['list'] = async ({ offset = 0, limit, ...query }) =>
    (await base.list(query)).filter(({ id }) => !hidden.has(id)).slice(offset, limit === undefined ? undefined : offset + limit);
  return {
    list,
    get: async (id) => (hidden.has(id) ? undefined : base.get(id)),
    many: (ids) => base.many(ids.filter((id) => !hidden.has(id))),
    count: async ({ offset: _offset, limit: _limit, ...query }) => (await list(query)).length,
    related: async (kind, field, id) =>
      hidden.has(id) ? [] : (await base.related(kind, field, id)).filter((record) => !hidden.has(record.id)),
    history: async (id) => (hidden.has(id) ? [] : base.history(id)),
    lastNumber: (kind) => base.lastNumber(kind),
  };
}

/**
 * For what would be done if the hidden record did not exist: it would be made a second time. Nothing of it is said but that its id is taken,
 * which is all that an id of 122 bits can be used for.
 */
export function idIsTaken(command: Command, registry: Registry): Refusal {
  const definition = registry.byId(command.recordId);
  const verb = verbOf(command);
  const label = verb.charAt(0).toUpperCase() + verb.slice(1);
  return refusal(
    `${definition?.kind ?? 'record'}.${verb}.refused`,
    `“${label}” is refused for a ${(definition?.wording.one ?? 'Record').toLowerCase()}.`,
    [{ code: 'record.exists', message: 'A record with this id is there already.' }],
    { verb, kind: definition?.kind ?? '' },
  );
}
