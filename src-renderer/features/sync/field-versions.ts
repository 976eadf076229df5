import { sameJson } from '#shared/kernel/difference.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';

/** One field in the versions that are told apart: as its author had it, as they wished it, as it is now. */
export interface FieldVersions {
  readonly field: string;
  readonly then: Json;
  /** Undefined where nothing was wished of it. */
  readonly wished: Json | undefined;
  readonly now: Json;
}

/** The fields in which the versions differ, in the order of the definition, and how many do not. What no person reads is left out. */
export function fieldVersions(
  { fields }: Pick<AnyRecordDefinition, 'fields'>,
  then: Pick<RecordOf, 'fields'> | null,
  now: Pick<RecordOf, 'fields'> | null,
  wished: JsonObject = {},
): { readonly rows: readonly FieldVersions[]; readonly same: number } {
  const readable = Object.entries(fields).flatMap(([name, field]) => (field.technical || field.type === 'data' ? [] : [name]));
  const all = readable.map((field): FieldVersions => ({
    field,
    then: then?.fields[field] ?? null,
    wished: Object.hasOwn(wished, field) ? wished[field] : undefined,
    now: now?.fields[field] ?? null,
  }));
  const rows = all.filter((one) => !sameJson(one.then, one.now) || (one.wished !== undefined && !sameJson(one.wished, one.now)));
  return { rows, same: all.filter((one) => !rows.includes(one) && one.now !== null).length };
}
