import type { Json } from '../kernel/json.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Choice, Field } from '../model/field.ts';
import { dateReader, dateText, instantsIn, type ReadDate, type WallClock } from './date-format.ts';
import type { ColumnMapping, Mapping } from './mapping.schema.ts';
import { type Cell, cellText } from './table.ts';

/** Why a value cannot be taken: a code and words that follow the field's name. */
export interface ValueFault {
  readonly code: string;
  readonly reason: string;
}
export type Convert = (cell: Cell) => Result<Json, ValueFault>;

const fault = (code: string, reason: string) => err<ValueFault>({ code: `import.${code}`, reason });

/** Makes the reader of one column: cells in, stored values out. Refs are not converted here but looked up. */
export function converter(
  field: Field,
  rule: Partial<ColumnMapping>,
  mapping: Pick<Mapping, 'format' | 'zone' | 'decimal' | 'empty'>,
): Convert {
  const convert = byType(field, rule, mapping);
  const empties = new Set((mapping.empty ?? []).map((text) => text.trim()));
  return (cell) => {
    const text = cellText(cell);
    return text === '' || empties.has(text) ? ok(null) : convert(cell);
  };
}

function byType(field: Field, rule: Partial<ColumnMapping>, mapping: Pick<Mapping, 'format' | 'zone' | 'decimal'>): Convert {
  const split = (cell: Cell) => splitList(cellText(cell), rule.separator ?? ';');
  switch (field.type) {
    case 'text':
    case 'prose':
      return (cell) => ok(cellText(cell));
    case 'number':
      return (cell) => numberOf(cell, mapping.decimal ?? '.');
    case 'money':
      return (cell) => moneyOf(cell, mapping.decimal ?? '.', rule.currency);
    case 'flag':
      return (cell) => flagOf(cell, rule.values);
    case 'choice':
      return (cell) => choiceOf(cellText(cell), field.options ?? [], rule.values);
    case 'choices':
      return (cell) => all(split(cell), (one) => choiceOf(one, field.options ?? [], rule.values));
    case 'tags':
      return (cell) => ok(split(cell));
    case 'date':
      return dates(rule.format ?? mapping.format, (clock) => dateText(clock));
    case 'instant': {
      const instant = instantsIn(rule.zone ?? mapping.zone ?? 'UTC');
      return dates(rule.format ?? mapping.format, instant);
    }
    case 'data':
      return (cell) => jsonOf(cellText(cell));
    case 'ref':
    case 'refs':
      return () => fault('ref', 'is looked up, not read');
  }
}

/**
 * Parts of a list. A separator that belongs to a part stands after a backslash, and backslashes that stand before a separator are
 * doubled; all others are just letters, as in `\\server\share`.
 */
export function splitList(text: string, separator: string): string[] {
  const parts = [''];
  const add = (more: string) => (parts[parts.length - 1] += more);
  for (let i = 0; i < text.length;) {
    let slashes = 0;
    while (text[i + slashes] === '\\') slashes++;
    if (!text.startsWith(separator, i + slashes)) {
      add(text.slice(i, i + slashes + 1));
      i += slashes + 1;
      continue;
    }
    add('\\'.repeat(Math.floor(slashes / 2)));
    if (slashes % 2 === 1) add(separator);
    else parts.push('');
    i += slashes + separator.length;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function all(texts: readonly string[], convert: (text: string) => Result<Json, ValueFault>): Result<Json, ValueFault> {
  const values: Json[] = [];
  for (const text of texts) {
    const value = convert(text);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

/** A number with the decimal mark that is stated; the other mark, spaces and apostrophes may group its thousands. */
function parseNumber(text: string, decimal: '.' | ','): number | undefined {
  const groups = decimal === '.' ? ',' : '.';
  const form = new RegExp(String.raw`^[-+]?(\d{1,3}([${groups}'’\s]\d{3})+|\d+)?([${decimal}]\d+)?(e[-+]?\d+)?$`, 'i');
  if (!form.test(text) || !/\d/.test(text)) return undefined;
  const value = Number(
    text
      .replaceAll(/['’\s]/g, '')
      .replaceAll(groups, '')
      .replace(decimal, '.'),
  );
  return Number.isFinite(value) ? value : undefined;
}

function numberOf(cell: Cell, decimal: '.' | ','): Result<Json, ValueFault> {
  if (typeof cell === 'number') return ok(cell);
  const value = parseNumber(cellText(cell), decimal);
  return value === undefined ? fault('number', `must be a number with “${decimal}” as its decimal mark`) : ok(value);
}

const SIGNS: { readonly [sign: string]: string } = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

function moneyOf(cell: Cell, decimal: '.' | ',', currency: string | undefined): Result<Json, ValueFault> {
  const text = cellText(cell);
  const unit = /[A-Z]{3}|[€$£¥]/.exec(text)?.[0];
  const code = unit === undefined ? currency : (SIGNS[unit] ?? unit);
  if (code === undefined) return fault('currency', 'has no currency; write it beside the amount, or state one for the column');
  const amount = typeof cell === 'number' ? cell : parseNumber(text.replace(unit ?? '', '').trim(), decimal);
  if (amount === undefined) return fault('money', `must be an amount such as 1234${decimal}50 EUR`);
  return ok({ amount: Math.round(amount * 10 ** minorDigits(code)), currency: code });
}

/** How many digits a currency has after the mark: 2 for most, 0 for the yen. */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

const YES = new Set(['yes', 'y', 'true', 'on', '1', 'x', 'ja', 'oui', 'sí', 'si', '✓']);
const NO = new Set(['no', 'n', 'false', 'off', '0', 'nein', 'non', '-']);

function flagOf(cell: Cell, values: { readonly [text: string]: string } | undefined): Result<Json, ValueFault> {
  if (typeof cell === 'boolean') return ok(cell);
  const text = synonym(cellText(cell), values).toLowerCase();
  if (YES.has(text)) return ok(true);
  return NO.has(text) ? ok(false) : fault('flag', 'must be yes or no');
}

const same = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'accent' }) === 0;

/** What the file's word stands for here: the word itself where nothing is said about it. */
export function synonym(text: string, values: { readonly [text: string]: string } | undefined): string {
  if (!values) return text;
  const key = Object.keys(values).find((word) => same(word, text));
  return key === undefined ? text : (values[key] ?? text);
}

function choiceOf(
  text: string,
  options: readonly Choice[],
  values: { readonly [text: string]: string } | undefined,
): Result<Json, ValueFault> {
  const wanted = synonym(text, values);
  const option =
    options.find(({ value }) => value === wanted) ?? options.find(({ value, label }) => same(value, wanted) || same(label, wanted));
  return option ? ok(option.value) : fault('choice', `must be one of ${options.map(({ label }) => label).join(', ')}`);
}

function dates(format: string | undefined, give: (clock: WallClock) => string): Convert {
  const iso = readerOf('iso');
  const reader = format === undefined ? iso : readerOf(format);
  const known = new Map<string, string>();
  return (cell) => {
    if (typeof cell === 'number') return fault('date', 'is a number, not a date');
    const text = cellText(cell);
    const before = known.get(text);
    if (before !== undefined) return ok(before);
    const clock = typeof cell === 'object' ? iso(text) : reader(text);
    if (!clock) return fault('date', `does not read as ${format ?? 'a date such as 2026-11-28'}`);
    const value = give(clock);
    known.set(text, value);
    return ok(value);
  };
}

function readerOf(format: string): ReadDate {
  const reader = dateReader(format);
  return reader.ok ? reader.value : () => undefined;
}

function jsonOf(text: string): Result<Json, ValueFault> {
  try {
    return ok(JSON.parse(text) as Json);
  } catch (cause) {
    if (cause instanceof SyntaxError) return fault('json', 'must be JSON, as it is exported');
    throw cause;
  }
}
