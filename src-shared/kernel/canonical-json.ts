import type { Json } from './json.ts';

/**
 * Canonical JSON after RFC 8785: keys in UTF-16 order, numbers as ECMAScript writes them, no white space.
 * Two equal values have one text, so one digest. Throws for NaN, infinities and lone surrogates, which JSON cannot carry.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  const object = value as { readonly [key: string]: Json | undefined };
  for (const key of Object.keys(object).toSorted(byUtf16)) {
    const member = object[key];
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A string with a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

const byUtf16 = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
