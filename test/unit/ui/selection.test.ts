import { expect, test } from 'vitest';
import { nextSelection } from '#renderer/ui/table/selection.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const next = (selected: string[], change: Parameters<typeof nextSelection>[1]) => [
  ...nextSelection(new Set(selected), change, (index) => keys[index], keys.length),
];

test('toggling adds and takes away one', () => {
  expect(next(['a'], { kind: 'toggle', index: 2 })).toEqual(['a', 'c']);
  expect(next(['a', 'c'], { kind: 'toggle', index: 0 })).toEqual(['c']);
  expect(next(['a'], { kind: 'toggle', index: 9 })).toEqual(['a']);
});

test('a range replaces the selection, in either direction', () => {
  expect(next(['e'], { kind: 'range', from: 1, to: 3 })).toEqual(['b', 'c', 'd']);
  expect(next(['e'], { kind: 'range', from: 3, to: 1 })).toEqual(['b', 'c', 'd']);
});

test('all and none', () => {
  expect(next([], { kind: 'all' })).toEqual(keys);
  expect(next(keys, { kind: 'none' })).toEqual([]);
});
