import { canonicalJson } from './canonical-json.ts';
import type { Json, JsonObject } from './json.ts';

/** One field that differs. `undefined` means that the side does not have the field. */
export interface FieldDifference {
  readonly field: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Which fields differ between two records' fields, in the order of the first, then what only the second has. */
export function difference(before: JsonObject, after: JsonObject): FieldDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !sameJson(before[name], after[name]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return canonicalJson(a) === canonicalJson(b);
}
