const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times of a sample, all relative to the moment in which it is made. Days are UTC days, which are London's in winter. */
export interface Times {
  readonly now: string;
  /** So many hours ago; a fraction is fine, a negative number lies ahead. */
  ago(hours: number): string;
  /** The n-th working day before (or after) today, at `HH:MM`. */
  workday(n: number, clock: string): string;
  /** The n-th Saturday before (−1 is the last one) or after (1 is the next one) today, at `HH:MM`. */
  saturday(n: number, clock: string): string;
  /** The name of the month so many months from this one. */
  month(months: number): string;
  /** A calendar date so many days from today. */
  date(days: number): string;
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

export const later = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * MINUTE).toISOString();

export function timesAround(now: string): Times {
  const midnight = Math.floor(Date.parse(now) / DAY) * DAY;
  const at = (dayStart: number, clock: string) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    return new Date(dayStart + hours * HOUR + minutes * MINUTE).toISOString();
  };
  const weekday = (dayStart: number) => new Date(dayStart).getUTCDay();
  return {
    now,
    ago: (hours) => new Date(Date.parse(now) - hours * HOUR).toISOString(),
    workday(n, clock) {
      let day = midnight;
      for (let left = Math.abs(n); left > 0;) {
        day += Math.sign(n) * DAY;
        if (weekday(day) !== 0 && weekday(day) !== 6) left -= 1;
      }
      return at(day, clock);
    },
    saturday(n, clock) {
      const ahead = (6 - weekday(midnight) + 7) % 7 || 7;
      const next = midnight + ahead * DAY;
      return at(n > 0 ? next + (n - 1) * 7 * DAY : next + (n - (weekday(midnight) === 6 ? 1 : 0)) * 7 * DAY, clock);
    },
    month: (months) => monthName.format(Date.UTC(new Date(midnight).getUTCFullYear(), new Date(midnight).getUTCMonth() + months, 1)),
    date: (days) => new Date(midnight + days * DAY).toISOString().slice(0, 10),
  };
}
