import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { type KeyBindingPress, matchKeyBindingPress, parseKeybinding } from 'tinykeys';

/** One key of the workbench. From it follow the key itself, its line in the `?` sheet and its hint in the palette. */
export interface KeyBinding {
  readonly id: string;
  /** As it is to be read: `Ctrl K`, `G I`, `?`. Ctrl is Command on a Mac. */
  readonly keys: string;
  /** What it does, in the reader's words. */
  readonly label: string;
  /** Head of its part of the sheet, in the reader's words. */
  readonly group: string;
  readonly when?: (() => boolean) | undefined;
  /** Absent: the focused part handles the key itself, and it is only listed. */
  readonly run?: ((event: KeyboardEvent) => void) | undefined;
  /** Keys with Ctrl or Alt also work in a text field unless this is false; others never do. */
  readonly whileTyping?: boolean | undefined;
  /** Works, but the sheet leaves it out: a second key for the same. */
  readonly isUnlisted?: boolean | undefined;
  /** Also works while a dialog is open. */
  readonly inDialogs?: boolean | undefined;
}

/** Every key that is bound now. What was bound last is asked first, so a screen's key goes before the shell's. */
export interface KeyTable {
  /** `isBase` binds below everything else, whenever it was bound. */
  bind(bindings: readonly KeyBinding[], isBase?: boolean): () => void;
  /** Gives a key press to the first binding that wants it. */
  handle(event: KeyboardEvent): void;
  /** The bindings in force, one for each key, in the order in which they were bound. */
  list(): readonly KeyBinding[];
  subscribe(listener: () => void): () => void;
  /** Character keys without Ctrl or Alt, and sequences such as `G I`, can be switched off (WCAG 2.1.4). */
  setSingleKeys(isOn: boolean): void;
}

interface Bound {
  readonly binding: KeyBinding;
  readonly presses: readonly (readonly KeyBindingPress[])[];
}

/** Names as people write them, where the browser has another. */
const NAMES: { readonly [word: string]: string } = { Esc: 'Escape', Up: 'ArrowUp', Down: 'ArrowDown', Space: ' ' };
const MODIFIERS: { readonly [word: string]: string } = { Ctrl: '$mod', Alt: 'Alt', Shift: 'Shift' };
const SEQUENCE_MS = 1000;

export function createKeyTable(): KeyTable {
  let layers: readonly (readonly Bound[])[] = [];
  let listed: readonly KeyBinding[] = [];
  let hasSingles = true;
  let before: readonly KeyboardEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const changed = () => {
    const byKeys = new Map(layers.flat().map(({ binding }) => [binding.keys, binding]));
    listed = [...byKeys.values()].filter(({ keys, isUnlisted }) => !isUnlisted && (hasSingles || !isCharacter(keys)));
    for (const listener of listeners) listener();
  };
  const forget = () => {
    clearTimeout(timer);
    before = [];
  };

  const find = (event: KeyboardEvent, events: readonly KeyboardEvent[]): 'waits' | KeyBinding | undefined => {
    const wanting = layers
      .flat()
      .toReversed()
      .filter(({ binding, presses }) => begins(presses, events) && isOpen(binding, event, hasSingles));
    const whole = wanting.find(({ presses }) => presses.length === events.length);
    return whole?.binding ?? (wanting.length > 0 ? 'waits' : undefined);
  };

  return {
    bind(bindings, isBase = false) {
      const layer = bindings.map((binding) => ({ binding, presses: pressesOf(binding.keys) }));
      layers = isBase ? [layer, ...layers] : [...layers, layer];
      changed();
      return () => {
        layers = layers.filter((one) => one !== layer);
        changed();
      };
    },
    handle(event) {
      if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return;
      const continued = before.length > 0 ? find(event, [...before, event]) : undefined;
      const found = continued ?? find(event, [event]);
      const sofar = continued ? [...before, event] : [event];
      forget();
      if (found === undefined) return;
      event.preventDefault();
      if (found !== 'waits') return found.run?.(event);
      before = sofar;
      timer = setTimeout(forget, SEQUENCE_MS);
    },
    list: () => listed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setSingleKeys(isOn) {
      if (isOn === hasSingles) return;
      hasSingles = isOn;
      changed();
    },
  };
}

const hasModifier = (keys: string) => /\b(?:Ctrl|Alt)\b/.test(keys);
const isCharacter = (keys: string) => !hasModifier(keys) && keys.split(' ').at(-1)?.length === 1;

/** `Ctrl Shift Z` is one press, `G I` two. A sign such as `?` matches with Shift or without, as the keyboard has it. */
function pressesOf(keys: string): KeyBindingPress[][] {
  const presses: KeyBindingPress[][] = [];
  let held: string[] = [];
  for (const word of keys.split(' ')) {
    const modifier = MODIFIERS[word];
    if (modifier !== undefined) {
      held.push(modifier);
      continue;
    }
    const press = [...held, NAMES[word] ?? word].join('+');
    presses.push(/^[^\p{L}\p{N}]$/u.test(word) ? parseKeybinding(`${press} Shift+${press}`) : parseKeybinding(press));
    held = [];
  }
  return presses;
}

const begins = (presses: Bound['presses'], events: readonly KeyboardEvent[]): boolean =>
  events.length <= presses.length &&
  events.every((event, position) => presses[position]?.some((press) => matchKeyBindingPress(event, press)));

function isOpen(binding: KeyBinding, event: KeyboardEvent, hasSingles: boolean): boolean {
  if (!binding.run || (isCharacter(binding.keys) && !hasSingles)) return false;
  if (isTyping(event.target) && !(binding.whileTyping ?? hasModifier(binding.keys))) return false;
  if (!binding.inDialogs && document.querySelector('[aria-modal="true"], [role="menu"]')) return false;
  return binding.when?.() ?? true;
}

/** True in fields where a letter is text. A check box or a button takes no text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range', 'color'].includes(target.type);
  return target.closest('textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]') !== null;
}

const KeyTableContext = createContext<KeyTable>(createKeyTable());
export const useKeyTable = (): KeyTable => useContext(KeyTableContext);

/**
 * Binds keys while the component is mounted. The bindings may be new objects on every render. The shell's are `isBase`, so
 * that a screen's own key goes first.
 */
export function useKeys(bindings: readonly KeyBinding[], isBase = false): void {
  const table = useKeyTable();
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shape = JSON.stringify(
    bindings.map(({ id, keys, label, group, whileTyping, inDialogs, run }) => [id, keys, label, group, whileTyping, inDialogs, !run]),
  );
  useEffect(() => {
    const now = (id: string) => latest.current.find((one) => one.id === id);
    return table.bind(
      latest.current.map((binding) => ({
        ...binding,
        when: () => now(binding.id)?.when?.() ?? true,
        run: binding.run && ((event) => now(binding.id)?.run?.(event)),
      })),
      isBase,
    );
  }, [table, shape, isBase]);
}

/** The keys in force now, for the sheet and for hints. */
export function useKeyList(): readonly KeyBinding[] {
  const table = useKeyTable();
  return useSyncExternalStore(table.subscribe, table.list);
}
