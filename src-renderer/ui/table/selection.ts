import type { SelectChange } from './props.ts';

/**
 * The selection after a change, where all keys are known. `keyAt` gives the key of a row, `undefined` where it is not
 * known; such rows are left out. A range replaces what was selected.
 */
export function nextSelection(
  selected: ReadonlySet<string>,
  change: SelectChange,
  keyAt: (index: number) => string | undefined,
  count: number,
): ReadonlySet<string> {
  if (change.kind === 'none') return new Set();
  if (change.kind === 'toggle') {
    const key = keyAt(change.index);
    if (key === undefined) return selected;
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    return next;
  }
  const [from, to] = change.kind === 'all' ? [0, count - 1] : [Math.min(change.from, change.to), Math.max(change.from, change.to)];
  const next = new Set<string>();
  for (let index = from; index <= to; index += 1) {
    const key = keyAt(index);
    if (key !== undefined) next.add(key);
  }
  return next;
}
