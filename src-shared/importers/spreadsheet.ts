import { type Cell as ExcelCell, Workbook } from '@cj-tech-master/excelts';
import type { Cell, RawRow } from './table.ts';
import type { ZipParts } from './zip-parts.ts';

export interface Sheet {
  readonly name: string;
  readonly rows: readonly RawRow[];
}

/** Turns the parts of an .xlsx file into sheets. The one place that knows which library does it. */
export type Spreadsheet = (parts: ZipParts) => Promise<Sheet[]>;

/** Values only: a formula counts as what it came to when it was saved, and formatting is not looked at. */
export const readSheets: Spreadsheet = async (parts) => {
  const workbook = new Workbook();
  await workbook.xlsx.loadFromFiles({ ...parts });
  return workbook.worksheets.map((sheet) => {
    const rows: RawRow[] = [];
    sheet.eachRow({ includeEmpty: true }, (row, number) => {
      const cells: Cell[] = [];
      let malformed: string | undefined;
      for (let column = 1; column <= row.cellCount; column++) {
        const read = valueOf(row.getCell(column).value);
        cells.push(read.value);
        malformed ??= read.fault;
      }
      rows.push({ row: number, cells, ...(malformed === undefined ? {} : { malformed }) });
    });
    return { name: sheet.name, rows };
  });
};

function valueOf(value: ExcelCell['value']): { readonly value: Cell; readonly fault?: string } {
  if (value === undefined || value === null) return { value: null };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { value };
  if (value instanceof Date) return { value: { wall: value.toISOString().slice(0, -1) } };
  if ('richText' in value) return { value: value.richText.map(({ text }) => text).join('') };
  if ('error' in value) return { value: null, fault: `has the error ${value.error}` };
  if ('formula' in value || 'sharedFormula' in value)
    return value.result === undefined ? { value: null, fault: 'has a formula whose result is not in the file' } : valueOf(value.result);
  if ('hyperlink' in value) return { value: value.text };
  return { value: null, fault: 'has a value of a kind that is not read' };
}
