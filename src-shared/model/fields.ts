import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { Unmet } from '../kernel/refusal.ts';
import type { AnyRecordDefinition } from './definition.ts';
import { isEmpty } from './field.ts';

export interface ParsedFields {
  /** Parsed values; a cleared field is `null`. */
  readonly values: JsonObject;
  readonly unmet: Unmet[];
}

/**
 * Parses untrusted field values against a definition. `whole` asks for all required fields, `part` for those given.
 * Derived fields are set by lifecycle events and the system only. Every wrong field is reported, not only the first.
 */
export function parseFields(
  definition: Pick<AnyRecordDefinition, 'fields' | 'wording'>,
  input: unknown,
  extent: 'whole' | 'part',
  mayDerive: boolean,
): ParsedFields {
  if (!isJsonObject(input ?? {}))
    return {
      values: {},
      unmet: [{ code: 'field.form', message: 'The fields must be an object.' }],
    };
  const given = (input ?? {}) as JsonObject;
  const unmet: Unmet[] = [];
  const values: Record<string, Json> = {};
  for (const name of Object.keys(given))
    if (!Object.hasOwn(definition.fields, name))
      unmet.push({
        code: 'field.unknown',
        message: `There is no field “${name}”.`,
        field: name,
        params: { field: name },
      });
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = given[name];
    if (value === undefined || (isEmpty(value) && !Array.isArray(value))) {
      if (field.required && (extent === 'whole' || value !== undefined))
        unmet.push({
          code: 'field.required',
          message: `${field.label} is missing.`,
          field: name,
          params: { label: field.label },
        });
      else if (value !== undefined) values[name] = null;
      continue;
    }
    if (field.derived && !mayDerive) {
      unmet.push({
        code: 'field.derived',
        message: `${field.label} is set by what happens, not by hand.`,
        field: name,
        params: { label: field.label },
      });
      continue;
    }
    const parsed = field.schema.safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else {
      const reason = parsed.error.issues[0]?.message ?? 'is not valid';
      unmet.push({
        code: 'field.invalid',
        message: `${field.label} ${reason}.`,
        field: name,
        params: { label: field.label, reason },
      });
    }
  }
  return { values, unmet };
}

/** All ids that a record's or a patch's fields point at. */
export function refsIn(definition: Pick<AnyRecordDefinition, 'fields'>, fields: JsonObject): { field: string; id: string }[] {
  return Object.entries(definition.fields).flatMap(([name, field]) => {
    if (field.refKind === undefined) return [];
    const value = fields[name];
    const ids = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    return ids.filter((id) => typeof id === 'string').map((id) => ({ field: name, id }));
  });
}
