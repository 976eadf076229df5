import { derivedIds } from '#shared/kernel/derived-id.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Registry } from '#shared/model/capability.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type RecordEvent, type RecordOf, SYSTEM } from '#shared/model/record.ts';
import { EVERYONE, type Scope, scopeOf } from '#shared/model/visibility.ts';

/** The scope of a record of any kind, through whatever it belongs to. */
export async function scopeIn(registry: Registry, record: RecordOf, reader: Pick<Reader, 'get'>): Promise<Scope> {
  const definition = registry.of(record.kind);
  return definition.visibility ? scopeOf(definition, record, reader, (kind) => registry.of(kind)) : EVERYONE;
}

/** A kind whose records are seen by whoever sees the record that a field of theirs names. */
interface Belonging {
  readonly kind: string;
  readonly field: string;
}
export type Belongings = (kind: string) => readonly Belonging[];

/** Which kinds belong to which. Throws, at start, when a registry says what cannot be followed: that is a bug in it. */
export function belongings(registry: Registry): Belongings {
  const all = registry.kinds.flatMap(({ kind, fields, visibility }) => {
    if (!visibility || !('through' in visibility)) return [];
    const field = fields[visibility.through];
    if (!field?.head) throw new Error(`${kind} is seen through ${visibility.through}, which is no column to find it by`);
    // A field that is no ref names records of any other kind.
    return [{ kind, field: visibility.through, to: field.refKind }];
  });
  const below = (above: string) => all.filter(({ kind, to }) => (to === undefined ? kind !== above : to === above));
  const visit = (kind: string, above: readonly string[]): void => {
    if (above.includes(kind)) throw new Error(`${kind} is seen through itself`);
    for (const one of below(kind)) visit(one.kind, [...above, kind]);
  };
  for (const { kind } of registry.kinds) visit(kind, []);
  const byKind = new Map(registry.kinds.map(({ kind }) => [kind, below(kind)]));
  return (kind) => byKind.get(kind) ?? [];
}

/** Something that happened, and the record after it. */
export interface Change {
  readonly event: RecordEvent;
  readonly record: RecordOf;
}

/**
 * The record moved to another scope, and what belongs to it moves along: each gets an event that says so and changes nothing else. So its line
 * tells everyone who follows the log that it came into sight or left it, like any other, and its history says why it did.
 */
export async function movedAlong(
  { event: cause, record }: Change,
  below: readonly Belonging[],
  reader: Reader,
  tick: () => HybridTime,
): Promise<Change[]> {
  const moved: Change[] = [];
  const newId = derivedIds(cause.id);
  for (const { kind, field } of below) {
    const heads = await reader.list({ kind, where: [{ column: field, op: 'is', value: record.id }], archived: 'with' });
    for (const child of await reader.many(heads.map(({ id }) => id))) {
      const event: RecordEvent = {
        id: newId('evt'),
        type: `${kind}.movedAlong`,
        v: 1,
        recordId: child.id,
        kind,
        commandId: cause.commandId,
        version: child.version + 1,
        at: cause.at,
        time: tick(),
        by: SYSTEM.personId,
        patch: {},
        causedBy: cause.id,
      };
      moved.push({ event, record: evolve(child, event) });
    }
  }
  return moved;
}
