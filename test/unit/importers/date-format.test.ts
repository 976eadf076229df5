import { expect, test } from 'vitest';
import { dateReader, dateText, fittingFormats, instantsIn, isZone } from '#shared/importers/date-format.ts';

function read(format: string, text: string, zone = 'UTC'): string | undefined {
  const reader = dateReader(format);
  if (!reader.ok) throw new Error(reader.error);
  const clock = reader.value(text);
  return clock && (clock.hasTime ? instantsIn(zone)(clock) : dateText(clock));
}

test.each([
  ['dd-mm-yyyy HH:MM', '29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
  ['dd-MM-yyyy HH:mm', '5-3-2016 12:00', '2016-03-05T12:00:00.000Z'],
  ['m/d/yy h:mm AM/PM', '3/5/16 12:07 am', '2016-03-05T00:07:00.000Z'],
  ['m/d/yy h:mm AM/PM', '3/5/16 1:07 pm', '2016-03-05T13:07:00.000Z'],
  ['dd mmm yyyy', '7 March 2026', '2026-03-07'],
  ['yyyymmdd', '20260307', '2026-03-07'],
  ['iso', '2026-11-28', '2026-11-28'],
  ['iso', '2026-11-28T22:00:00+01:00', '2026-11-28T21:00:00.000Z'],
  ['iso', '2026-11-28 22:00', '2026-11-28T22:00:00.000Z'],
])('%s reads %s', (format, text, expected) => expect(read(format, text)).toBe(expected));

test.each([
  ['dd-mm-yyyy', '31-02-2026'],
  ['dd-mm-yyyy', '2026-02-01'],
  ['dd-mm-yyyy hh:mm', '01-02-2026 24:00'],
  ['iso', '28.11.2026'],
])('%s does not read %s', (format, text) => expect(read(format, text)).toBeUndefined());

test('a format must name a day, a month and a year once each', () => {
  expect(dateReader('hh:mm')).toMatchObject({ ok: false });
  expect(dateReader('dd-mm-mm-yyyy').ok).toBe(false);
});

test('a wall time becomes an instant in its zone, in winter and in summer', () => {
  expect(read('dd-mm-yyyy hh:mm', '29-02-2016 01:16', 'Europe/Berlin')).toBe('2016-02-29T00:16:00.000Z');
  expect(read('dd-mm-yyyy hh:mm', '29-06-2016 01:16', 'Europe/Berlin')).toBe('2016-06-28T23:16:00.000Z');
});

test('a time that the clock skips is an hour later, one that it has twice is the first', () => {
  expect(read('iso', '2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(read('iso', '2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
});

test('zones are known or not', () => {
  expect(isZone('Australia/Lord_Howe')).toBe(true);
  expect(isZone('Mars/Olympus')).toBe(false);
});

test('formats are proposed only where every sample fits, and both where a person must say which', () => {
  expect(fittingFormats(['29-02-2016 01:16', '05-03-2016 12:00'])).toEqual(['dd-mm-yyyy hh:mm']);
  expect(fittingFormats(['03/04/2026'])).toEqual(['dd/mm/yyyy', 'mm/dd/yyyy']);
  expect(fittingFormats(['03/04/2026', '13/04/2026'])).toEqual(['dd/mm/yyyy']);
  expect(fittingFormats(['soon'])).toEqual([]);
});
