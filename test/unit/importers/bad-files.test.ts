import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readCsv } from '#shared/importers/csv.importer.ts';
import { unpackZip } from '#shared/importers/zip-parts.ts';
import { readXlsx } from '#shared/importers/xlsx.importer.ts';
import { readXmlObjects } from '#shared/importers/xml-objects.ts';

const csv = (text: string) => readCsv(new TextEncoder().encode(text));
const reasonOf = (result: { ok: true } | { ok: false; error: { unmet: readonly { code: string; message: string }[] } }) =>
  result.ok ? 'read' : `${result.error.unmet[0]?.code}: ${result.error.unmet[0]?.message}`;

test.each([
  ['no bytes', '', /empty/],
  ['only line ends', '\n\n\n', /rows, and all of them are empty/],
  ['a million empty rows', `a,b\n${',\n'.repeat(1_000_000)}`, /emptyRows.*more than 250,000 rows.*are empty/],
  ['more rows than are read', `a,b\n${'1,2\n'.repeat(250_001)}`, /tooManyRows/],
  ['a quote that never closes', 'a,b\n1,"two\n3,4\n', /truncated.*not closed/],
  ['a last line that stops short', 'a,b,c\n1,2,3\n4,5', /truncated.*2 of 3 values/],
  ['a column without a name', 'a,,c\n1,2,3\n', /noHeader.*Column 2/],
  ['data where the names should be', '17,2026-01-01\n18,2026-01-02\n', /noHeader.*looks like data/],
  ['two columns with one name', 'Name,Owner,name\n1,2,3\n', /duplicateHeaders.*1 and 3/],
  ['a file that is Excel', 'PK\u0003\u0004', /notTheFormat/],
])('a CSV with %s is refused', (_name, text, reason) => expect(reasonOf(csv(text))).toMatch(reason));

test('a row with too few or too many values is marked and does not fall with the file', () => {
  const table = csv('a,b\n1,2\n3\n4,5,6\n7,8\n');
  expect(table.ok && table.value.rows.map(({ row, malformed }) => [row, malformed])).toEqual([
    [2, undefined],
    [3, 'has 1 values where 2 columns are named'],
    [4, 'has more values than the 2 columns that are named'],
    [5, undefined],
  ]);
});

test('delimiters are found, empty rows are skipped, and rows keep their numbers', () => {
  const table = csv('name;note\r\n"Müller; Sons";"two\r\nlines"\r\n;\r\nlast;\'=1+1\r\n');
  expect(table).toMatchObject({
    ok: true,
    value: {
      headers: ['name', 'note'],
      rows: [
        { row: 2, cells: ['Müller; Sons', 'two\nlines'] },
        { row: 4, cells: ['last', '=1+1'] },
      ],
    },
  });
});

const workbook = (sheet: string) =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ),
    '_rels/.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    'xl/workbook.xml': strToU8(
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    ),
  });
const inline = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const good = workbook(
  `<row r="1">${inline('A1', 'Name')}${inline('B1', 'Count')}</row><row r="3">${inline('A3', 'ERP')}<c r="B3"><f>1+1</f><v>2</v></c></row><row r="4">${inline('A4', 'CRM')}<c r="B4"><f>1+1</f></c></row>`,
);

test('a workbook is read with values of formulas, and a formula without one is said', async () => {
  expect(await readXlsx(good)).toMatchObject({
    ok: true,
    value: {
      name: 'Data',
      sheets: ['Data'],
      headers: ['Name', 'Count'],
      rows: [
        { row: 3, cells: ['ERP', 2] },
        { row: 4, malformed: 'has a formula whose result is not in the file' },
      ],
    },
  });
});

test.each([
  ['cut off', good.subarray(0, good.length - 40), /truncated/],
  ['cut off early', good.subarray(0, 200), /truncated/],
  ['not a zip file', strToU8('name,count'), /notTheFormat/],
  ['a zip file of something else', zipSync({ 'a.txt': strToU8('a') }), /notTheFormat.*not an Excel/],
  ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), /protected/],
  ['a zip bomb by its ratio', zipSync({ 'xl/workbook.xml': new Uint8Array(50_000_000) }), /zipBomb.*times its size/],
  [
    'a zip bomb by its number of parts',
    zipSync(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`xl/${i}.xml`, strToU8('x')]))),
    /zipBomb.*2,001 parts/,
  ],
  [
    'a sheet of 300 000 empty rows',
    workbook(Array.from({ length: 300_000 }, (_, i) => `<row r="${i + 1}" spans="1:${(i * 7919) % 1000}"/>`).join('')),
    /emptyRows/,
  ],
  ['a workbook without rows', workbook(''), /empty/],
])('an Excel file that is %s is refused', async (_name, bytes, reason) => expect(reasonOf(await readXlsx(bytes))).toMatch(reason));

test('a zip file that claims to hold less than it does is cut at its claim', () => {
  const packed = zipSync({ 'xl/workbook.xml': strToU8('<a>'.repeat(1000)) });
  const lying = packed.slice();
  const view = new DataView(lying.buffer);
  const directory = view.getUint32(lying.length - 22 + 16, true);
  view.setUint32(directory + 24, 10, true);
  const parts = unpackZip(lying);
  expect(parts.ok ? (parts.value['xl/workbook.xml']?.length ?? 0) : 0).toBeLessThanOrEqual(10);
});

test('a sheet that is not there is refused with those that are', async () => {
  expect(reasonOf(await readXlsx(good, { sheet: 'Other' }))).toMatch(/noSheet/);
});

test('whatever bytes a file has, it is read or refused with a reason, and nothing breaks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 5000 }), fc.nat({ max: 255 }), async (random, at, byte) => {
      const damaged = good.slice();
      damaged[at % damaged.length] = byte;
      const results = [readCsv(random), await readXlsx(random), await readXlsx(damaged), readXmlObjects({ name: 'a.xml', bytes: random })];
      for (const result of results) expect(result.ok || result.error.unmet.length > 0).toBe(true);
    }),
    { numRuns: 150 },
  );
});
