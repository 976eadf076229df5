const allowed: ReadonlySet<string> = new Set(['https:', 'mailto:']);

/** The address to hand to the system, or null. The scheme is read by a URL parser, never by comparing text. */
export function externalUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!allowed.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}
