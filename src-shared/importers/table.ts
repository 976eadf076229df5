import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';

/** A date or a time as a spreadsheet holds it: on a wall clock, without a zone. `2026-11-28T22:00:00.000`. */
export interface WallTime {
  readonly wall: string;
}
export type Cell = string | number | boolean | null | WallTime;

/** One row as the file has it: `row` counts from 1 and includes the header, as a spreadsheet shows it. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly Cell[];
  /** What is wrong with the row as such, in words. */
  readonly malformed?: string;
}

/** Named columns over rows; blank rows are left out, and every row has as many cells as there are headers. */
export interface Table {
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly RawRow[];
}

/** What a file may have at most. Larger ones are refused before anything is held in memory. */
export const LIMITS = { bytes: 100_000_000, rows: 250_000, columns: 500, cell: 100_000 } as const;

const isBlankCell = (cell: Cell | undefined) => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
export const isBlank = (cells: readonly Cell[]): boolean => cells.every(isBlankCell);

/** A cell as a person reads it. */
export const cellText = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? cell.wall : String(cell).trim();

/** Makes a table of raw rows, the first of which that is not blank has the names of the columns. */
export function tableOf(name: string, raw: readonly RawRow[]): Result<Table, Refusal> {
  if (raw.length > LIMITS.rows + 1) return err(tooManyRows(raw));
  const filled = raw.filter(({ cells, malformed }) => malformed !== undefined || !isBlank(cells));
  const [first, ...rest] = filled;
  if (!first) {
    return err(
      raw.length > 1
        ? badFile('emptyRows', `The file has ${count(raw.length)} rows, and all of them are empty.`, 'Export it again with its data.')
        : badFile('empty', 'The file is empty.'),
    );
  }
  const headers = trimmedHeaders(first.cells, rest);
  const wrong = headerFault(headers);
  if (wrong) return err(wrong);
  return ok({ name, headers, rows: rest.map((row) => fitted(row, headers.length)) });
}

/** Columns at the right end that have neither a name nor a value are what spreadsheets leave behind. */
function trimmedHeaders(cells: readonly Cell[], rows: readonly RawRow[]): string[] {
  const headers = cells.map(cellText);
  while (headers.length > 0 && headers.at(-1) === '' && rows.every((row) => isBlankCell(row.cells[headers.length - 1]))) headers.pop();
  return headers;
}

function headerFault(headers: readonly string[]): Refusal | undefined {
  if (headers.length > LIMITS.columns)
    return badFile('tooManyColumns', `The file has ${count(headers.length)} columns; at most ${LIMITS.columns} are read.`);
  const unnamed = headers.indexOf('');
  if (unnamed >= 0)
    return badFile('noHeader', `Column ${unnamed + 1} has no name.`, 'The first row must name every column.', { column: unnamed + 1 });
  const value = headers.find(looksLikeData);
  if (value !== undefined)
    return badFile(
      'noHeader',
      `The first row looks like data, not like names of columns: “${value}”.`,
      'Add a first row that names the columns.',
      {
        value,
      },
    );
  const seen = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const before = seen.get(header.toLowerCase());
    if (before !== undefined)
      return badFile('duplicateHeaders', `Columns ${before + 1} and ${index + 1} have the same name, “${header}”.`, 'Rename one of them.', {
        header,
      });
    seen.set(header.toLowerCase(), index);
  }
  return undefined;
}

const DATA = [/^[-+]?\d+([.,]\d+)*$/, /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T].*)?$/, /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i];
const looksLikeData = (header: string) => DATA.some((form) => form.test(header));

function fitted(row: RawRow, width: number): RawRow {
  const cells = Array.from({ length: width }, (_, i) => row.cells[i] ?? null);
  const long = cells.find((cell) => typeof cell === 'string' && cell.length > LIMITS.cell);
  const extra = row.cells.slice(width).some((cell) => !isBlankCell(cell));
  const malformed =
    row.malformed ??
    (extra ? `has more values than the ${width} columns that are named` : long === undefined ? undefined : 'has a value that is too long');
  return { row: row.row, cells, ...(malformed === undefined ? {} : { malformed }) };
}

export function tooManyRows(raw: readonly RawRow[]): Refusal {
  const blank = raw.filter(({ cells }) => isBlank(cells)).length;
  const mostly = blank > raw.length / 2;
  return badFile(
    mostly ? 'emptyRows' : 'tooManyRows',
    mostly
      ? `The file has more than ${count(LIMITS.rows)} rows, and ${count(blank)} of the first ${count(raw.length)} are empty.`
      : `The file has more than ${count(LIMITS.rows)} rows.`,
    mostly ? 'Delete the empty rows below the data and save it again.' : 'Import it in parts.',
  );
}

export const count = (value: number): string => value.toLocaleString('en');
