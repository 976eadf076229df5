import { Temporal } from 'temporal-polyfill';
import { err, ok, type Result } from '../kernel/result.ts';

/** A date and perhaps a time as a text says them. `instant` is set where the text names its own zone. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly hasTime: boolean;
  /** Milliseconds since the epoch. */
  readonly instant?: number;
}
export type ReadDate = (text: string) => WallClock | undefined;

type Part = 'year' | 'shortYear' | 'month' | 'monthName' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'half';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FORMS: { readonly [part in Part]: string } = {
  year: String.raw`(\d{4})`,
  shortYear: String.raw`(\d{2})`,
  month: String.raw`(\d{1,2})`,
  monthName: '([a-z]{3,9})',
  day: String.raw`(\d{1,2})`,
  hour: String.raw`(\d{1,2})`,
  hour12: String.raw`(\d{1,2})`,
  minute: String.raw`(\d{2})`,
  second: String.raw`(\d{2})`,
  half: '([ap])m',
};

/** The format that everything else is measured by: `2026-11-28`, `2026-11-28T22:00`, with or without a zone at its end. */
const ISO_FORMAT = 'iso';

/** Formats that are offered and looked for, the likeliest first. */
const DATE_FORMATS = [
  ISO_FORMAT,
  'dd-mm-yyyy hh:mm',
  'dd-mm-yyyy',
  'dd.mm.yyyy hh:mm',
  'dd.mm.yyyy',
  'dd/mm/yyyy hh:mm',
  'dd/mm/yyyy',
  'mm/dd/yyyy hh:mm',
  'mm/dd/yyyy',
  'yyyy-mm-dd hh:mm:ss',
  'yyyy/mm/dd',
  'dd mmm yyyy',
] as const;

/**
 * Reads texts of a format written as Excel writes them, in any case: `dd-mm-yyyy hh:mm`, `m/d/yy h:mm AM/PM`,
 * `dd mmm yyyy`. `mm` is minutes beside hours or seconds, and months otherwise.
 */
export function dateReader(format: string): Result<ReadDate, string> {
  if (format.toLowerCase() === ISO_FORMAT) return ok(readIso);
  const parts: Part[] = [];
  let pattern = '';
  for (const [token] of format.matchAll(/am\/pm|y+|m+|d+|h+|s+|[^ymdhs]/gi)) {
    const part = partOf(token.toLowerCase(), parts.at(-1), format);
    if (part) parts.push(part);
    pattern += part ? FORMS[part] : token === ' ' ? String.raw`\s+` : token.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  }
  asMinutes(parts);
  const has = (part: Part) => parts.includes(part);
  if (!has('day') || !(has('month') || has('monthName')) || !(has('year') || has('shortYear')))
    return err(`“${format}” does not name a day, a month and a year once each; write it like dd-mm-yyyy hh:mm`);
  if (new Set(parts).size !== parts.length) return err(`“${format}” names the same part twice`);
  const expression = new RegExp(`^${pattern}$`, 'i');
  return ok((text) => {
    const match = expression.exec(text.trim());
    return match ? clockOf(parts, match.slice(1)) : undefined;
  });
}

function partOf(token: string, before: Part | undefined, format: string): Part | undefined {
  const twelve = /am\/pm/i.test(format);
  if (token === 'am/pm') return 'half';
  if (token.startsWith('y')) return token.length > 2 ? 'year' : 'shortYear';
  if (token.startsWith('d')) return 'day';
  if (token.startsWith('h')) return twelve ? 'hour12' : 'hour';
  if (token.startsWith('s')) return 'second';
  if (token.startsWith('m')) return before === 'hour' || before === 'hour12' ? 'minute' : token.length > 2 ? 'monthName' : 'month';
  return undefined;
}

/** A second `mm` is minutes even where seconds, and not hours, stand beside it. */
function asMinutes(parts: Part[]): void {
  const second = parts.indexOf('second');
  if (second > 0 && parts[second - 1] === 'month') parts[second - 1] = 'minute';
}

function clockOf(parts: readonly Part[], texts: readonly string[]): WallClock | undefined {
  const at = (part: Part) => texts[parts.indexOf(part)];
  const number = (part: Part, otherwise: number) => Number.parseInt(at(part) ?? String(otherwise), 10);
  const short = number('shortYear', 0);
  const named = at('monthName')?.slice(0, 3).toLowerCase();
  const twelve = number('hour12', 0) % 12;
  return valid({
    year: at('year') === undefined ? (short < 70 ? 2000 : 1900) + short : number('year', 0),
    month: named === undefined ? number('month', 0) : MONTHS.indexOf(named) + 1,
    day: number('day', 0),
    hour: at('hour12') === undefined ? number('hour', 0) : twelve + (at('half')?.toLowerCase() === 'p' ? 12 : 0),
    minute: number('minute', 0),
    second: number('second', 0),
    millisecond: 0,
    hasTime: parts.includes('hour') || parts.includes('hour12'),
  });
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

function readIso(text: string): WallClock | undefined {
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const clock = valid({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
    hasTime: hour !== undefined,
  });
  if (!clock || offset === undefined) return clock;
  const minutes = /z/i.test(offset) ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return { ...clock, instant: utc(clock) - (offset.startsWith('-') ? -minutes : minutes) * 60_000 };
}

const utc = ({ year, month, day, hour, minute, second, millisecond }: WallClock) =>
  Date.UTC(year, month - 1, day, hour, minute, second, millisecond);

/** Only days that the calendar has and times that the clock has. */
function valid(clock: WallClock): WallClock | undefined {
  const { year, month, day, hour, minute, second } = clock;
  if (year < 1000 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? clock : undefined;
}

export const dateText = ({ year, month, day }: WallClock): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Is it a zone that the platform knows, such as `Europe/Berlin` or `UTC`? */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

/**
 * The instants of wall times in one zone. A time that the clock skips in spring is taken an hour later, one that it has twice in
 * autumn is the first: what RFC 5545 prescribes. Answers are remembered, because files repeat their times.
 */
export function instantsIn(zone: string): (clock: WallClock) => string {
  const known = new Map<number, string>();
  return (clock) => {
    if (clock.instant !== undefined) return new Date(clock.instant).toISOString();
    const key = utc(clock);
    const before = known.get(key);
    if (before !== undefined) return before;
    const { hasTime: _hasTime, instant: _instant, ...wall } = clock;
    const at = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
    const text = new Date(at).toISOString();
    known.set(key, text);
    return text;
  };
}

/** Formats that fit every sample; more than one means that a person has to say which. */
export function fittingFormats(samples: readonly string[]): string[] {
  const filled = samples.filter((sample) => sample.trim() !== '');
  if (filled.length === 0) return [];
  return DATE_FORMATS.filter((format) => {
    const reader = dateReader(format);
    return reader.ok && filled.every((sample) => reader.value(sample) !== undefined);
  });
}
