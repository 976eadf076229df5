import { expect, test } from 'vitest';
import { instantText, parseDate, parseInstant } from '#renderer/ui/form/date-text.ts';

test('a date is one that exists', () => {
  expect(parseDate(' 2026-2-8 ')).toBe('2026-02-08');
  expect(parseDate('2026-02-30')).toBeUndefined();
  expect(parseDate('28.11.2026')).toBeUndefined();
});

test.each([
  ['2026-11-28 22:00', 'Europe/Warsaw', '2026-11-28T21:00:00Z'],
  ['2026-07-01T9.30', 'Europe/Warsaw', '2026-07-01T07:30:00Z'],
  ['2026-07-01', 'America/New_York', '2026-07-01T04:00:00Z'],
  ['2026-11-28 24:00', 'UTC', undefined],
  ['tomorrow', 'UTC', undefined],
] as const)('%s in %s', (text, zone, instant) => {
  expect(parseInstant(text, zone)).toBe(instant);
});

test('a time that the clocks skip moves on by the gap, one that comes twice is the first', () => {
  expect(parseInstant('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
  expect(parseInstant('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
});

test('an instant reads as it is typed', () => {
  expect(instantText('2026-11-28T21:00:00Z', 'Europe/Warsaw')).toBe('2026-11-28 22:00');
  expect(instantText('2026-11-28T21:00:00Z', 'Australia/Lord_Howe')).toBe('2026-11-29 08:00');
});
