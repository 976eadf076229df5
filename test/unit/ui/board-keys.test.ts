import { expect, test } from 'vitest';
import { nextCard } from '#renderer/ui/board/board-keys.ts';

const column = (id: string, ...cards: string[]) => ({ id, title: id, cards: cards.map((card) => ({ id: card, title: card })) });
const columns = [column('one', 'a', 'b', 'c'), column('two'), column('three', 'd')];

test.each([
  ['a', 'ArrowDown', 'b'],
  ['c', 'ArrowDown', undefined],
  ['b', 'k', 'a'],
  ['c', 'ArrowRight', 'd'],
  ['d', 'ArrowLeft', 'a'],
  ['d', 'ArrowRight', undefined],
  ['b', 'End', 'c'],
  ['b', 'q', undefined],
  [null, 'ArrowDown', 'a'],
] as const)('from %s, %s leads to %s; empty columns are passed', (card, key, next) => {
  expect(nextCard(columns, card, key)).toBe(next);
});
