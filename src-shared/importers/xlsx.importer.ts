import type { Refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import { readSheets, type Sheet, type Spreadsheet } from './spreadsheet.ts';
import { count, isBlank, LIMITS, type Table, tableOf } from './table.ts';
import { unpackZip, type ZipParts } from './zip-parts.ts';

export interface XlsxOptions {
  /** The sheet to read; the first that holds something when absent. */
  readonly sheet?: string;
  /** How the unpacked parts are read; the library, unless a test says otherwise. */
  readonly spreadsheet?: Spreadsheet;
}
export interface XlsxTable extends Table {
  /** All sheets of the file, for a person to choose from. */
  readonly sheets: readonly string[];
}

/** Sheets with this name explain an exported file and hold no records. */
const README_SHEET = 'Read me';

/** Reads one sheet of an Excel workbook. The zip directory and the number of rows are looked at before anything is parsed. */
export async function readXlsx(bytes: Uint8Array, options: XlsxOptions = {}): Promise<Result<XlsxTable, Refusal>> {
  if (bytes.length > LIMITS.bytes)
    return err(badFile('tooLarge', `The file has ${count(bytes.length)} bytes; at most ${count(LIMITS.bytes)} are read.`));
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    return err(badFile('protected', 'The file is an old Excel file (.xls) or has a password.', 'Save it as .xlsx without a password.'));
  const unpacked = unpackZip(bytes);
  if (!unpacked.ok) return unpacked;
  const fault = partsFault(unpacked.value);
  if (fault) return err(fault);
  let sheets: Sheet[];
  try {
    sheets = await (options.spreadsheet ?? readSheets)(unpacked.value);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return err(
      badFile(
        'notTheFormat',
        'The workbook cannot be read: its parts are not as Excel writes them.',
        'Open it, save it again as .xlsx, and import that.',
      ),
    );
  }
  const named = sheets.map(({ name }) => name);
  const chosen = options.sheet === undefined ? firstFilled(sheets) : sheets.find(({ name }) => name === options.sheet);
  if (!chosen) {
    return options.sheet === undefined
      ? err(badFile('empty', 'The workbook holds nothing.'))
      : err(badFile('noSheet', `There is no sheet “${options.sheet}”.`, `It has ${named.join(', ')}.`));
  }
  const table = tableOf(chosen.name, chosen.rows);
  return table.ok ? ok({ ...table.value, sheets: named }) : table;
}

const firstFilled = (sheets: readonly Sheet[]): Sheet | undefined => {
  const candidates = sheets.filter(({ name }) => name !== README_SHEET);
  return candidates.find(({ rows }) => rows.some(({ cells }) => !isBlank(cells))) ?? candidates.find(({ rows }) => rows.length > 0);
};

/** Counts rows and cells in the XML itself, so that a sheet of a million empty rows costs a scan and not a million objects. */
function partsFault(parts: ZipParts): Refusal | undefined {
  if (!('xl/workbook.xml' in parts))
    return badFile('notTheFormat', 'The file is a zip file, and not an Excel workbook.', 'Save it as .xlsx, or import it as CSV.');
  for (const [path, part] of Object.entries(parts)) {
    if (!path.startsWith('xl/worksheets/') || !path.endsWith('.xml')) continue;
    const { rows, values, cells } = tally(part);
    if (rows > LIMITS.rows + 1)
      return badFile(
        values < rows / 2 ? 'emptyRows' : 'tooManyRows',
        values < rows / 2
          ? `A sheet has ${count(rows)} rows, nearly all of them empty.`
          : `A sheet has ${count(rows)} rows; at most ${count(LIMITS.rows)} are read.`,
        values < rows / 2 ? 'Delete the empty rows below the data and save it again.' : 'Import it in parts.',
      );
    if (cells > 5_000_000) return badFile('tooLarge', `A sheet has ${count(cells)} cells, more than are read.`, 'Import it in parts.');
  }
  return undefined;
}

/** Numbers of `<row`, `<c` and `<v`/`<t`/`<is` tags. */
function tally(xml: Uint8Array): { rows: number; cells: number; values: number } {
  const sum = { rows: 0, cells: 0, values: 0 };
  for (let at = xml.indexOf(0x3c); at >= 0; at = xml.indexOf(0x3c, at + 1)) {
    const [a, b, c, d] = xml.subarray(at + 1, at + 5);
    if (a === 0x72 && b === 0x6f && c === 0x77 && (d === 0x20 || d === 0x3e || d === 0x2f)) sum.rows++;
    else if (a === 0x63 && (b === 0x20 || b === 0x3e || b === 0x2f)) sum.cells++;
    else if ((a === 0x76 && b === 0x3e) || (a === 0x69 && b === 0x73 && c === 0x3e)) sum.values++;
  }
  return sum;
}
