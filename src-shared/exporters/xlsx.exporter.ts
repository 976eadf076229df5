import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { type ExportColumn, exportColumns, type ExportRequest, type ExportValue } from './export-columns.ts';

const README = 'Read me';
const CHOICES = 'Choices';
/** Characters that XML cannot carry. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const WIDTHS: { readonly [type: string]: number } = { text: 32, prose: 48, number: 12, flag: 8, date: 12, instant: 18, refs: 36, tags: 24 };

/**
 * An Excel workbook: one sheet of records with real dates and lists of choices, a sheet that explains it, and the choices. The first two
 * columns are hidden; they find the records again when the file is imported.
 */
export async function writeXlsx(request: ExportRequest): Promise<Uint8Array> {
  const workbook = new Workbook();
  workbook.creator = 'Countersign';
  workbook.created = new Date(request.now);
  workbook.modified = new Date(request.now);
  const { many } = request.definition.wording;
  const sheet = workbook.addWorksheet(sheetName(many), { views: [{ state: 'frozen', ySplit: 1 }] });
  const columns = exportColumns(request);
  sheet.columns = columns.map((column, i) => ({
    header: header(column),
    key: String(i),
    width: widthOf(column),
    hidden: column.isHidden,
    ...styleOf(column),
  }));
  for (const record of request.records) sheet.addRow(columns.map(({ value }) => cell(value(record))));
  const head = sheet.getRow(1);
  head.font = { bold: true, color: { argb: 'FFFFFFFF' } };
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F2937' } };
  head.alignment = { vertical: 'middle' };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(request.records.length, 1) + 1, column: columns.length } };
  explain(workbook.addWorksheet(README), request, many);
  offerChoices(workbook, sheet, columns, request.records.length + 200);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Excel forbids some characters and more than 31 of them. */
const sheetName = (name: string) => name.replaceAll(/[*?:\\/[\]]/g, ' ').slice(0, 31);
const header = ({ header: name, field }: ExportColumn) => (field?.type === 'instant' ? `${name} (UTC)` : name);
const widthOf = ({ field, header: name }: ExportColumn) => Math.max(WIDTHS[field?.type ?? ''] ?? 18, Math.min(name.length + 2, 40));

function styleOf({ field }: ExportColumn): { style?: { numFmt?: string; alignment?: { wrapText: boolean; vertical: 'top' } } } {
  if (field?.type === 'instant') return { style: { numFmt: 'yyyy-mm-dd hh:mm' } };
  if (field?.type === 'date') return { style: { numFmt: 'yyyy-mm-dd' } };
  return field?.type === 'prose' ? { style: { alignment: { wrapText: true, vertical: 'top' } } } : {};
}

function cell(value: ExportValue): string | number | Date | null {
  if (typeof value === 'string') return value.replaceAll(NOT_XML, '');
  if (typeof value !== 'object' || value === null) return value;
  return new Date('instant' in value ? value.instant : `${value.date}T00:00:00Z`);
}

function explain(sheet: Worksheet, { definition, records, now, unconfirmed }: ExportRequest, many: string): void {
  sheet.columns = [{ width: 100 }];
  const lines = [
    `${many} exported from Countersign on ${now.slice(0, 16).replace('T', ' ')} UTC: ${records.length.toLocaleString('en')} rows.`,
    'Times are in UTC. Lists have a semicolon between their parts. What a cell names (a person, a system) is named as in Countersign.',
    `To bring changes back: edit the cells, save, and import the file as ${many.toLowerCase()}. You will see what would change before anything does.`,
    'Two hidden columns at the left find the records again and notice what was changed in Countersign meanwhile. Leave them as they are.',
    'Rows that you add become new records; rows that you delete here are not deleted there.',
    ...(unconfirmed === undefined
      ? []
      : [
          'Rows that are not confirmed by the server hold something that was done on one device only: it is provisional and can still be refused.',
        ]),
    definition.wording.empty ?? '',
  ];
  for (const line of lines) sheet.addRow([line]).alignment = { wrapText: true };
  sheet.getRow(1).font = { bold: true };
}

/** A hidden sheet with the choices of each column, and validation that offers them. Anything else can still be typed, and is refused with its reason on import. */
function offerChoices(workbook: Workbook, sheet: Worksheet, columns: readonly ExportColumn[], rows: number): void {
  const offered = columns.flatMap((column, i) =>
    column.field?.type === 'choice' ? [{ column, i, options: column.field.options ?? [] }] : [],
  );
  if (offered.length === 0) return;
  const choices = workbook.addWorksheet(CHOICES, { state: 'hidden' });
  for (const [at, { column, i, options }] of offered.entries()) {
    choices.getCell(1, at + 1).value = column.header;
    for (const [k, { label }] of options.entries()) choices.getCell(k + 2, at + 1).value = label;
    const letter = choices.getColumn(at + 1).letter;
    const target = sheet.getColumn(i + 1).letter;
    sheet.dataValidations.add(`${target}2:${target}${rows + 1}`, {
      type: 'list',
      allowBlank: true,
      formulae: [`${CHOICES}!$${letter}$2:$${letter}$${options.length + 1}`],
      showErrorMessage: true,
      errorStyle: 'warning',
      error: 'This is not one of the choices.',
    });
  }
}
