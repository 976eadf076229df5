const names: { readonly [hint: string]: string } = { Ctrl: 'Control', Esc: 'Escape', Del: 'Delete', Cmd: 'Meta' };

/**
 * The value of `aria-keyshortcuts` for a hint as people read it: `Ctrl Shift C` is `Control+Shift+C`. Keys that follow
 * one another (`G I`) have no form there and give nothing.
 */
export function shortcutOf(hint: string | undefined): string | undefined {
  if (!hint) return undefined;
  const keys = hint.split(' ');
  const isChord = keys.slice(0, -1).every((key) => ['Ctrl', 'Shift', 'Alt', 'Cmd'].includes(key));
  return isChord ? keys.map((key) => names[key] ?? key).join('+') : undefined;
}
