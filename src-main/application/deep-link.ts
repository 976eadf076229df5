import { z } from 'zod';
import type { HostSignal } from '#shared/contract/host-event.ts';
import { isId } from '#shared/kernel/id.ts';

export const linkScheme = 'countersign';

const Link = z
  .string()
  .max(200)
  .refine((text) => URL.canParse(text))
  .transform((text) => new URL(text))
  .refine(
    (url) => url.protocol === `${linkScheme}:` && url.host === 'record' && url.search === '' && url.hash === '' && url.username === '',
  )
  .transform((url) => url.pathname.slice(1))
  .refine(isId);

/** Reads `countersign://record/<id>`, which anyone may have written. Everything else is null; the page still checks that the record exists. */
export function readDeepLink(text: unknown): HostSignal | null {
  const link = Link.safeParse(text);
  return link.success ? { type: 'link.opened', data: { record: link.data } } : null;
}

/** The link among a process's arguments, as Windows and Linux pass it. */
export const deepLinkAmong = (args: readonly string[]): HostSignal | null => {
  for (const arg of args) {
    const link = readDeepLink(arg);
    if (link) return link;
  }
  return null;
};
