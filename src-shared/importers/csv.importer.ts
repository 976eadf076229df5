import Papa from 'papaparse/papaparse.js';
import type { Refusal } from '../kernel/refusal.ts';
import { err, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import { count, isBlank, LIMITS, type RawRow, type Table, tableOf, tooManyRows } from './table.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

export interface CsvOptions {
  /** The file's name, for the table. */
  readonly name?: string;
  readonly encoding?: TextEncoding;
  /** Found by itself among comma, semicolon, tab and bar when absent. */
  readonly delimiter?: string;
}

/** What a spreadsheet program would run is written with an apostrophe before it, here and elsewhere; reading takes it off. */
const ESCAPED = /^'+[=+\-@\t\r\n]/;

/** Reads comma-separated values (RFC 4180 and what spreadsheets make of it). A row with too few or too many values stays, marked. */
export function readCsv(bytes: Uint8Array, options: CsvOptions = {}): Result<Table, Refusal> {
  if (bytes.length > LIMITS.bytes)
    return err(badFile('tooLarge', `The file has ${count(bytes.length)} bytes; at most ${count(LIMITS.bytes)} are read.`));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 0) < 8)
    return err(badFile('notTheFormat', 'This is an Excel or zip file, not CSV.', 'Import it as Excel.'));
  const decoded = decodeText(bytes, options.encoding);
  if (!decoded.ok) return decoded;
  const text = decoded.value.text.replaceAll(/\r\n?/g, '\n');
  const parsed = Papa.parse(text, {
    delimiter: options.delimiter ?? delimiterOf(text),
    newline: '\n',
    preview: LIMITS.rows + 3,
    skipEmptyLines: false,
  });
  const faults = new Map<number, string>();
  for (const { type, code, row } of parsed.errors) {
    if (type !== 'Quotes') continue;
    if (code === 'MissingQuotes')
      return err(
        badFile('truncated', 'A quoted value is not closed before the end of the file: it is cut off.', 'Copy or export it again.', {
          row: (row ?? 0) + 1,
        }),
      );
    faults.set(row ?? 0, 'has a quotation mark inside a quoted value that is not doubled');
  }
  const data = parsed.data.at(-1)?.join('') === '' ? parsed.data.slice(0, -1) : parsed.data;
  if (data.length > LIMITS.rows + 1) return err(tooManyRows(data.map((cells, i) => ({ row: i + 1, cells }))));
  const width = data.find((cells) => !isBlank(cells))?.length ?? 0;
  const cut = cutOff(data, width, text);
  if (cut) return err(cut);
  const raw = data.map((cells, i) => rawRow(cells, i, width, faults.get(i)));
  return tableOf(options.name ?? 'Table', raw);
}

/** A last line that stops short, without an end, in a file whose other lines are whole. */
function cutOff(data: readonly (readonly string[])[], width: number, text: string): Refusal | undefined {
  const last = data.at(-1);
  if (!last || text.endsWith('\n') || last.length >= width || data.length < 3) return undefined;
  const others = data.slice(0, -1).filter((cells) => !isBlank(cells));
  if (!others.every((cells) => cells.length === width)) return undefined;
  return badFile(
    'truncated',
    `The last row has ${last.length} of ${width} values and no end: the file is cut off.`,
    'Copy or export it again.',
    { row: data.length },
  );
}

function rawRow(cells: readonly string[], index: number, width: number, fault: string | undefined): RawRow {
  const isShort = cells.length < width && !isBlank(cells);
  const malformed = fault ?? (isShort ? `has ${cells.length} values where ${width} columns are named` : undefined);
  const values = cells.map((cell) => (cell === '' ? null : ESCAPED.test(cell) ? cell.slice(1) : cell));
  return { row: index + 1, cells: values, ...(malformed === undefined ? {} : { malformed }) };
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The character that cuts the first rows most evenly. Written here, because the library's guess fails on quoted values with line ends. */
function delimiterOf(text: string): string {
  const rows = countsOf(text.slice(0, 64_000));
  const [header = []] = rows;
  const scores = DELIMITERS.map((_, i) => {
    const wanted = header[i] ?? 0;
    return wanted === 0 ? 0 : rows.filter((row) => row[i] === wanted).length + Math.min(wanted, 99) / 100;
  });
  const best = scores.indexOf(Math.max(...scores));
  return DELIMITERS[best] ?? ',';
}

/** How often each delimiter stands outside quotes, for the first rows that are not empty. */
function countsOf(text: string): number[][] {
  const rows: number[][] = [];
  let row = DELIMITERS.map(() => 0);
  let isQuoted = false;
  let isEmpty = true;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === '\n') {
      if (!isEmpty) rows.push(row);
      if (rows.length >= 50) break;
      row = DELIMITERS.map(() => 0);
      isEmpty = true;
      continue;
    }
    isEmpty = false;
    const at = DELIMITERS.findIndex((delimiter) => delimiter === char);
    if (at >= 0) row[at] = (row[at] ?? 0) + 1;
  }
  return isEmpty || rows.length >= 50 ? rows : [...rows, row];
}
