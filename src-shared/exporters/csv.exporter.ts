import { utf8ToBytes } from '@noble/hashes/utils.js';
import Papa from 'papaparse/papaparse.js';
import { exportColumns, type ExportRequest, type ExportValue } from './export-columns.ts';

export interface CsvExportOptions {
  /** With a byte order mark Excel opens the file as UTF-8 at a double click; without one other programs are happier. */
  readonly withMark?: boolean;
  readonly delimiter?: string;
}

/** Texts that a spreadsheet would run as a formula get an apostrophe; those that look escaped already get one more, so reading takes off just what was added. */
const RUNS = /^'*[=+\-@\t\r\n]/;

/** Comma-separated values after RFC 4180: CRLF, quotes where needed. Times are ISO in UTC. */
export function writeCsv(request: ExportRequest, options: CsvExportOptions = {}): Uint8Array {
  const columns = exportColumns(request);
  const rows = request.records.map((record) => columns.map(({ value }) => cell(value(record))));
  const text = Papa.unparse([columns.map(({ header }) => header), ...rows], {
    delimiter: options.delimiter ?? ',',
    newline: '\r\n',
    escapeFormulae: RUNS,
  });
  return utf8ToBytes(`${options.withMark === false ? '' : '\uFEFF'}${text}\r\n`);
}

const cell = (value: ExportValue): string | number | null =>
  typeof value === 'object' && value !== null ? ('instant' in value ? value.instant : value.date) : value;
