import { z } from 'zod';

/** A cookie as it is kept; it goes back to the very address it came from, so path and domain say nothing. */
export const Cookie = z.strictObject({
  name: z.string(),
  value: z.string(),
  /** In ms since the epoch; null for as long as the server takes it. */
  expires: z.number().nullable(),
});
export type Cookie = z.infer<typeof Cookie>;

const pair = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*("?)([^\s";,\\]*)\2\s*$/;

/** Several cookies may come in one line, joined by a comma, which is also in the date of `Expires`. */
const joined = /,\s*(?=[!#$%&'*+.^_`|~0-9A-Za-z-]+=)/;

/** The cookies of a response's `set-cookie` lines. What is no cookie is left out. */
export function readSetCookie(lines: readonly string[], now: number): Cookie[] {
  return lines.flatMap((line) => line.split(joined)).flatMap((line) => readOne(line, now) ?? []);
}

function readOne(line: string, now: number): Cookie | undefined {
  const [first = '', ...attributes] = line.split(';');
  const [, name, , value] = pair.exec(first) ?? [];
  if (name === undefined || value === undefined) return undefined;
  const attribute = (wanted: string) =>
    attributes.map((text) => text.split('=', 2).map((part) => part.trim())).find(([key]) => key?.toLowerCase() === wanted)?.[1];
  const maxAge = attribute('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return { name, value, expires: now + Number(maxAge) * 1000 };
  const expires = Date.parse(attribute('expires') ?? '');
  return { name, value, expires: Number.isNaN(expires) ? null : expires };
}

/** Newer cookies over older ones of the same name; those that are over are gone. */
export function mergeCookies(kept: readonly Cookie[], newer: readonly Cookie[], now: number): Cookie[] {
  const byName = new Map([...kept, ...newer].map((cookie) => [cookie.name, cookie]));
  return [...byName.values()].filter(({ expires }) => expires === null || expires > now);
}
