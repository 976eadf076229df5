/** What a key means in a list of rows. Pure, so that DataTable and ItemList agree and a test can say all of it. */
export type GridAction =
  | { readonly kind: 'move'; readonly to: number; readonly extends: boolean }
  | { readonly kind: 'column'; readonly by: 1 | -1 }
  | { readonly kind: 'toggle' | 'all' | 'none' | 'open' | 'peek' };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface GridPlace {
  readonly cursor: number;
  readonly count: number;
  /** Rows that fit into the view. */
  readonly page: number;
  /** Something is selected, so Esc has a meaning here. */
  readonly hasSelection: boolean;
}

/** `undefined`: the key means nothing here and goes on to the page. */
export function gridAction(press: KeyPress, { cursor, count, page, hasSelection }: GridPlace): GridAction | undefined {
  if (press.altKey) return undefined;
  const isCommand = press.ctrlKey || press.metaKey;
  const letter = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const move = (to: number): GridAction | undefined =>
    count === 0 ? undefined : { kind: 'move', to: Math.min(count - 1, Math.max(0, to)), extends: press.shiftKey };

  if (isCommand) {
    if (letter === 'a') return { kind: 'all' };
    if (letter === 'Home') return move(0);
    if (letter === 'End') return move(count - 1);
    return undefined;
  }
  switch (letter) {
    case 'ArrowDown':
    case 'j':
      return move(cursor + 1);
    case 'ArrowUp':
    case 'k':
      return move(cursor < 0 ? 0 : cursor - 1);
    case 'PageDown':
      return move(cursor + page);
    case 'PageUp':
      return move(cursor - page);
    case 'Home':
      return move(0);
    case 'End':
      return move(count - 1);
    case 'ArrowRight':
      return { kind: 'column', by: 1 };
    case 'ArrowLeft':
      return { kind: 'column', by: -1 };
    case 'x':
      return cursor < 0 ? undefined : { kind: 'toggle' };
    case ' ':
      return cursor < 0 ? undefined : { kind: 'peek' };
    case 'Enter':
      return cursor < 0 ? undefined : { kind: 'open' };
    case 'Escape':
      return hasSelection ? { kind: 'none' } : undefined;
    default:
      return undefined;
  }
}
