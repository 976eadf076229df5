import { Temporal } from 'temporal-polyfill';

/** `2026-11-28` if the text is a date that exists, else `undefined`. */
export function parseDate(text: string): string | undefined {
  const match = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match.map(Number);
  try {
    return Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' }).toString();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The clock time in a text such as `22:00`, `7.30` or `9`; `undefined` if there is none. */
function parseClock(text: string): { hour: number; minute: number } | undefined {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

/**
 * The instant that `2026-11-28 22:00` means in an IANA zone, as ISO 8601 in UTC; `undefined` if the text is none. A date
 * alone means its start. A time that the clocks skip moves on by the gap; one that comes twice means the first.
 */
export function parseInstant(text: string, zone: string): string | undefined {
  const [first = '', second] = text.trim().split(/[\sT]+/);
  const date = parseDate(first);
  const clock = second === undefined ? { hour: 0, minute: 0 } : parseClock(second);
  if (!date || !clock) return undefined;
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(clock);
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString({ smallestUnit: 'second' });
}

/** `2026-11-28 22:00`: an instant as people type it, in an IANA zone. */
export function instantText(instant: string, zone: string): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  return wall.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
