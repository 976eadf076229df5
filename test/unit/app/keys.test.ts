import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyTable, type KeyBinding } from '#renderer/workbench/keys.ts';

class FakeElement {
  readonly #within: string;
  readonly type: string;
  constructor(within = '', type = '') {
    this.#within = within;
    this.type = type;
  }
  closest(selector: string): FakeElement | null {
    return this.#within !== '' && selector.includes(this.#within) ? this : null;
  }
}
class FakeInput extends FakeElement {}

let isDialogOpen = false;
beforeEach(() => {
  isDialogOpen = false;
  vi.useFakeTimers();
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
  vi.stubGlobal('document', { querySelector: () => (isDialogOpen ? {} : null) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Held = 'Control' | 'Shift' | 'Alt';
function press(key: string, held: readonly Held[] = [], target: unknown = new FakeElement()): KeyboardEvent & { isPrevented: boolean } {
  const event = {
    key,
    code: '',
    target,
    isComposing: false,
    isPrevented: false,
    get defaultPrevented() {
      return this.isPrevented;
    },
    preventDefault() {
      this.isPrevented = true;
    },
    getModifierState: (name: string) => held.includes(name as Held),
  };
  const untyped: unknown = event;
  return untyped as KeyboardEvent & { isPrevented: boolean };
}

const binding = (keys: string, run: () => void, more: Partial<KeyBinding> = {}): KeyBinding => ({
  id: keys,
  keys,
  label: keys,
  group: 'test',
  run,
  ...more,
});

test('a sequence goes, and its last letter alone does not act with it', () => {
  const table = createKeyTable();
  const go = vi.fn();
  const create = vi.fn();
  table.bind([binding('G C', go), binding('C', create)]);
  table.handle(press('g'));
  table.handle(press('c'));
  expect(go).toHaveBeenCalledOnce();
  expect(create).not.toHaveBeenCalled();
  table.handle(press('c'));
  expect(create).toHaveBeenCalledOnce();
});

test('a sequence is forgotten after a second, and after a key that does not continue it', () => {
  const table = createKeyTable();
  const go = vi.fn();
  const create = vi.fn();
  table.bind([binding('G I', go), binding('C', create)]);
  table.handle(press('g'));
  vi.advanceTimersByTime(1100);
  table.handle(press('i'));
  expect(go).not.toHaveBeenCalled();
  table.handle(press('g'));
  table.handle(press('c'));
  expect(create).toHaveBeenCalledOnce();
  table.handle(press('i'));
  expect(go).not.toHaveBeenCalled();
});

test('letters never act in a text field; keys with Ctrl do, unless they are the field’s own', () => {
  const table = createKeyTable();
  const [letter, palette, undo] = [vi.fn(), vi.fn(), vi.fn()];
  table.bind([binding('C', letter), binding('Ctrl K', palette), binding('Ctrl Z', undo, { whileTyping: false })]);
  for (const field of [new FakeInput('', 'text'), new FakeElement('textarea')]) {
    table.handle(press('c', [], field));
    table.handle(press('k', ['Control'], field));
    table.handle(press('z', ['Control'], field));
  }
  expect(letter).not.toHaveBeenCalled();
  expect(undo).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledTimes(2);
  table.handle(press('c', [], new FakeInput('', 'checkbox')));
  expect(letter).toHaveBeenCalledOnce();
});

test('a sign matches with Shift or without, as the keyboard has it', () => {
  const table = createKeyTable();
  const sheet = vi.fn();
  table.bind([binding('?', sheet)]);
  table.handle(press('?', ['Shift']));
  table.handle(press('?'));
  expect(sheet).toHaveBeenCalledTimes(2);
});

test('character keys can be switched off; Escape and keys with Ctrl stay', () => {
  const table = createKeyTable();
  const [letter, sequence, escape, palette] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
  table.bind([binding('C', letter), binding('G I', sequence), binding('Escape', escape), binding('Ctrl K', palette)]);
  table.setSingleKeys(false);
  table.handle(press('c'));
  table.handle(press('g'));
  table.handle(press('i'));
  table.handle(press('Escape'));
  table.handle(press('k', ['Control']));
  expect([letter, sequence, escape, palette].map((one) => one.mock.calls.length)).toEqual([0, 0, 1, 1]);
  expect(table.list().map(({ keys }) => keys)).toEqual(['Escape', 'Ctrl K']);
});

test('the screen’s key goes before the shell’s, even when the shell binds later; unbinding gives it back', () => {
  const table = createKeyTable();
  const [shell, screen] = [vi.fn(), vi.fn()];
  const unbind = table.bind([binding('C', screen)]);
  table.bind([binding('C', shell)], true);
  table.handle(press('c'));
  expect(screen).toHaveBeenCalledOnce();
  unbind();
  table.handle(press('c'));
  expect(shell).toHaveBeenCalledOnce();
});

test('behind a dialog only keys that say so act, and a condition that does not hold lets the next one act', () => {
  const table = createKeyTable();
  const [create, palette, base] = [vi.fn(), vi.fn(), vi.fn()];
  table.bind([binding('X', base)], true);
  table.bind([binding('C', create), binding('Ctrl K', palette, { inDialogs: true }), binding('X', vi.fn(), { when: () => false })]);
  table.handle(press('x'));
  expect(base).toHaveBeenCalledOnce();
  isDialogOpen = true;
  table.handle(press('c'));
  table.handle(press('k', ['Control']));
  expect([create, palette].map((one) => one.mock.calls.length)).toEqual([0, 1]);
});

test('a key that something else has taken is left alone', () => {
  const table = createKeyTable();
  const create = vi.fn();
  table.bind([binding('C', create)]);
  const taken = press('c');
  taken.preventDefault();
  table.handle(taken);
  expect(create).not.toHaveBeenCalled();
});
