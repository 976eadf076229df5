import type { CellValue } from './props.ts';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** `1 240`, `−0.31`: a narrow space between thousands, a real minus. */
export const numberText = (value: number): string => grouped.format(value).replaceAll(',', '\u202f').replace('-', '\u2212');

/** A cell as plain words: for tooltips, for the clipboard, for search. */
export function cellText(value: CellValue, words: { readonly yes: string; readonly no: string }): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'string' ? value : value.word;
}
