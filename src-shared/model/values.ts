import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';

/** A field's value where a text is meant; empty for anything else. */
export const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A field's value where a list of texts or ids is meant; empty for anything else. */
export const textsIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** A field in the input of `create`, `edit` or `import`; undefined where it is not given. */
export function fieldIn(input: JsonObject, name: string): Json | undefined {
  const fields = input['fields'];
  return isJsonObject(fields) ? fields[name] : undefined;
}
