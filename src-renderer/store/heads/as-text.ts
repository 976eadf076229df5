import type { Json } from '#shared/kernel/json.ts';

/** What `String()` makes of a value: the meaning that `contains` and labels have in the shared code. */
export function asText(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one: Json) => (one === null ? '' : asText(one))).join(',');
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}
