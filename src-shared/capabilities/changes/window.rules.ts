import type { JsonObject } from '#shared/kernel/json.ts';

/** The time in which a change may be carried out, in ms. Half-open: at its end it is over. */
export interface ChangeWindow {
  readonly start: number;
  readonly end: number;
}

/** Undefined until both ends are set. The end may still lie before the start: ask `isInOrder`. */
export function windowOf(fields: JsonObject): ChangeWindow | undefined {
  const { windowStart, windowEnd } = fields;
  if (typeof windowStart !== 'string' || typeof windowEnd !== 'string') return undefined;
  return { start: Date.parse(windowStart), end: Date.parse(windowEnd) };
}

export const isInOrder = (span: ChangeWindow | undefined): boolean => span === undefined || span.start < span.end;

/** True as long as some of the window is left. */
export const isAhead = (span: ChangeWindow | undefined, now: string): boolean => span === undefined || Date.parse(now) < span.end;

export const isOpen = (span: ChangeWindow | undefined, now: string): boolean =>
  span !== undefined && span.start <= Date.parse(now) && Date.parse(now) < span.end;

const words = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** `Sat 28 Nov 22:00 UTC`. The zone is said because the reader's is not known here; screens have the instant in the params. */
export function instantWords(at: number): string {
  if (!Number.isFinite(at)) return '';
  return `${words.format(at).replaceAll(',', '')} UTC`;
}
