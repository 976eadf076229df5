import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBlock, parseBlock } from '#renderer/ui/table/block-text.ts';

test('a block from a spreadsheet', () => {
  expect(parseBlock('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(parseBlock('"two\nlines"\t"say ""so"""\t')).toEqual([['two\nlines', 'say "so"', '']]);
  expect(parseBlock('5" pipe\tx')).toEqual([['5" pipe', 'x']]);
  expect(parseBlock('')).toEqual([]);
});

test('what is copied is what is pasted', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', ' ', 'é') });
  const block = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(block, (rows) => {
      expect(parseBlock(`${formatBlock(rows)}\n`)).toEqual(rows);
    }),
  );
});
