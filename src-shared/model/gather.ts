import { prefixOf } from '../kernel/id.ts';
import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import type { Unmet } from '../kernel/refusal.ts';
import type { Registry } from './capability.ts';
import type { AnyRecordDefinition } from './definition.ts';
import { refsIn } from './fields.ts';
import type { BaseFacts } from './lifecycle.ts';
import type { Reader } from './reader.ts';
import type { Actor, RecordOf } from './record.ts';

export interface Asking {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly input: JsonObject;
  readonly actor: Actor;
  readonly now: string;
  readonly seen?: string | undefined;
}

/** All facts of one decision, through the reader. The same code on every host, so the same facts. */
export async function gatherFacts({ definition, ...base }: Asking, reader: Reader): Promise<BaseFacts> {
  return definition.facts ? definition.facts(base, reader) : base;
}

/** Refs in the given fields that point at nothing, or at a record of another kind. */
export async function missingRefs(registry: Registry, definition: AnyRecordDefinition, fields: unknown, reader: Reader): Promise<Unmet[]> {
  if (!isJsonObject(fields)) return [];
  const named = refsIn(definition, fields);
  if (named.length === 0) return [];
  const found = new Set((await reader.many([...new Set(named.map(({ id }) => id))])).map((record) => record.id as string));
  return named
    .filter(({ field, id }) => {
      const wanted = definition.fields[field]?.refKind;
      return !found.has(id) || (wanted !== undefined && registry.has(wanted) && registry.of(wanted).prefix !== prefixOf(id));
    })
    .map(({ field, id }) => ({
      code: 'field.refMissing',
      message: `${definition.fields[field]?.label ?? field} names something that is not here.`,
      field,
      params: { field, id },
    }));
}
