import { buffer } from 'node:stream/consumers';
import { readXlsx } from '#shared/importers/xlsx.importer.ts';
import { write } from './terminal.ts';

/** The name under which this program reads one workbook for another process of itself; not for people. */
export const READ_SPREADSHEET = 'read-spreadsheet';

/** Reads a workbook from stdin and writes the table, or why there is none, to stdout. */
export async function readSpreadsheet(sheet: string | undefined): Promise<void> {
  const read = await readXlsx(await buffer(process.stdin), sheet === undefined ? {} : { sheet });
  await write(process.stdout, JSON.stringify(read));
}
