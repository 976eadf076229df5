import { expect, test } from 'vitest';
import { shortcutOf } from '#renderer/ui/controls/shortcut.ts';
import { toMajor, toMinor } from '#renderer/ui/form/money-text.ts';
import { numberText } from '#renderer/ui/number-text.ts';
import { matchesWords } from '#renderer/ui/overlay/matches-words.ts';
import { cellText } from '#renderer/ui/table/cell-text.ts';

test('numbers have narrow spaces and a real minus', () => {
  expect(numberText(1240)).toBe('1\u00a0240');
  expect(numberText(-0.3125)).toBe('\u22120.313');
});

test('every kind of cell has words', () => {
  const words = { yes: 'yes', no: 'no' };
  expect([null, 'text', 2000, true, { tone: 'risk', word: 'High' } as const].map((value) => cellText(value, words))).toEqual([
    '',
    'text',
    '2\u00a0000',
    'yes',
    'High',
  ]);
});

test('money is kept in minor units of its currency', () => {
  expect(toMinor(19.99, 'EUR')).toBe(1999);
  expect(toMinor(1999, 'JPY')).toBe(1999);
  expect(toMajor(1999, 'KWD')).toBe(1.999);
  expect(toMajor(1999, 'nonsense')).toBe(19.99);
});

test('shortcuts are announced where they are chords', () => {
  expect(shortcutOf('Ctrl Shift C')).toBe('Control+Shift+C');
  expect(shortcutOf('A')).toBe('A');
  expect(shortcutOf('G I')).toBeUndefined();
});

test('a query matches the beginnings of words, without case and accents', () => {
  expect(matchesWords('kaf up', 'Upgrade Kafka backbone')).toBe(true);
  expect(matchesWords('2417', 'CHG-2417')).toBe(true);
  expect(matchesWords('muller', 'Anna Müller')).toBe(true);
  expect(matchesWords('kafka 5', 'Upgrade Kafka backbone')).toBe(false);
  expect(matchesWords('', 'anything')).toBe(true);
});
