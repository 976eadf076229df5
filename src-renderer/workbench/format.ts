import type { Json } from '#shared/kernel/json.ts';

/** Where and how the reader reads times and numbers. */
export interface Reading {
  readonly locale: string;
  readonly zone: string;
  /** ms since the epoch. */
  readonly now: number;
}

export const reading = (): Reading => ({
  locale: 'en-GB',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: Date.now(),
});

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat({ locale, zone }: Reading, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

const plain = (text: string) => text.replaceAll(',', '');
const yearOf = (at: number, by: Reading) => dateFormat(by, { year: 'numeric' }).format(at);

/** `Sat 28 Nov`; the year only when it is not this one. */
export function day(instant: string, by: Reading): string {
  const at = Date.parse(instant);
  const other: Intl.DateTimeFormatOptions = yearOf(at, by) === yearOf(by.now, by) ? {} : { year: 'numeric' };
  return plain(dateFormat(by, { weekday: 'short', day: 'numeric', month: 'short', ...other }).format(at));
}

/** `Sat`, where the week is known. */
export const weekday = (instant: string, by: Reading): string => dateFormat(by, { weekday: 'short' }).format(Date.parse(instant));

/** `22:00`. */
export const clock = (instant: string, by: Reading): string =>
  dateFormat(by, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(instant));

/** `Sat 28 Nov 22:00`. */
export const moment = (instant: string, by: Reading): string => `${day(instant, by)} ${clock(instant, by)}`;

/** A calendar date without a zone, `28 Nov 2026`. */
export const calendarDate = (date: string, by: Reading): string =>
  dateFormat({ ...by, zone: 'UTC' }, { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(`${date}T00:00:00Z`));

/** `today`, `yesterday` or the day, for the heads of a history. */
export function dayHead(instant: string, by: Reading, words: { today: string; yesterday: string }): string {
  const name = day(instant, by);
  if (name === day(new Date(by.now).toISOString(), by)) return `${words.today}, ${name}`;
  if (name === day(new Date(by.now - 86_400_000).toISOString(), by)) return `${words.yesterday}, ${name}`;
  return name;
}

/** Time left: `47 min`, `2 h 29 min`, `1 d 2 h`; `over by …` is the caller's word. */
export function timeLeft(ms: number): string {
  const minutes = Math.max(0, Math.floor(Math.abs(ms) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** `1 240` with a narrow space, a real minus. */
export function count(value: number): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** The amount of money that a value is; `null` where it is none. */
export const moneyIn = (value: Json | undefined): { amount: number; currency: string } | null =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value && typeof value.currency === 'string'
    ? { amount: Number(value.amount), currency: value.currency }
    : null;

/** Minor units and currency: `2 400.00 EUR`. */
export function amount(value: Json | undefined): string {
  const money = moneyIn(value);
  return money === null ? '' : `${count(money.amount / 100)} ${money.currency}`;
}
