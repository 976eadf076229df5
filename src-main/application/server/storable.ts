import type { Json } from '#shared/kernel/json.ts';

/** Deeper than anything that is filled in by people; less deep than any stack. */
const MAX_DEPTH = 60;

/** Databases keep no zero characters, canonical JSON has no halves of characters and no infinity, and nobody needs a JSON of sixty storeys. */
export function isStorable(value: Json | undefined, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAX_DEPTH) return false;
  return Object.entries(value).every(([key, one]: [string, Json]) => isStorable(key) && isStorable(one, depth + 1));
}
