import { expect, test } from 'vitest';
import { gridAction, type KeyPress } from '#renderer/ui/table/grid-keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const place = { cursor: 5, count: 100, page: 20, hasSelection: false };

test.each([
  ['j', { kind: 'move', to: 6, extends: false }],
  ['ArrowUp', { kind: 'move', to: 4, extends: false }],
  ['PageDown', { kind: 'move', to: 25, extends: false }],
  ['PageUp', { kind: 'move', to: 0, extends: false }],
  ['Home', { kind: 'move', to: 0, extends: false }],
  ['End', { kind: 'move', to: 99, extends: false }],
  ['x', { kind: 'toggle' }],
  [' ', { kind: 'peek' }],
  ['Enter', { kind: 'open' }],
  ['ArrowRight', { kind: 'column', by: 1 }],
  ['q', undefined],
] as const)('the key %s', (key, action) => {
  expect(gridAction(press(key), place)).toEqual(action);
});

test('shift extends, ctrl+a selects all, and other commands go on to the page', () => {
  expect(gridAction(press('ArrowDown', { shiftKey: true }), place)).toEqual({ kind: 'move', to: 6, extends: true });
  expect(gridAction(press('a', { ctrlKey: true }), place)).toEqual({ kind: 'all' });
  expect(gridAction(press('End', { metaKey: true }), place)).toEqual({ kind: 'move', to: 99, extends: false });
  expect(gridAction(press('k', { ctrlKey: true }), place)).toBeUndefined();
  expect(gridAction(press('ArrowLeft', { altKey: true }), place)).toBeUndefined();
});

test('nothing is opened or selected without a cursor, and Esc means something only with a selection', () => {
  const nowhere = { ...place, cursor: -1 };
  expect(gridAction(press('Enter'), nowhere)).toBeUndefined();
  expect(gridAction(press('x'), nowhere)).toBeUndefined();
  expect(gridAction(press('ArrowDown'), nowhere)).toEqual({ kind: 'move', to: 0, extends: false });
  expect(gridAction(press('ArrowUp'), nowhere)).toEqual({ kind: 'move', to: 0, extends: false });
  expect(gridAction(press('Escape'), place)).toBeUndefined();
  expect(gridAction(press('Escape'), { ...place, hasSelection: true })).toEqual({ kind: 'none' });
  expect(gridAction(press('j'), { ...nowhere, count: 0 })).toBeUndefined();
});
