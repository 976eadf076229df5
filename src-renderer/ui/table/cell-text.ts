import { numberText } from '../number-text.ts';
import type { CellValue } from './props.ts';

/** A cell as plain words: for tooltips, for the clipboard, for search. */
export function cellText(value: CellValue, words: { readonly yes: string; readonly no: string }): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'string' ? value : value.word;
}
