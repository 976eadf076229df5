import { type CsvExportOptions, writeCsv } from './csv.exporter.ts';
import type { ExportRequest } from './export-columns.ts';
import { writeXlsx } from './xlsx.exporter.ts';

/** Writes any list of records of one kind in one file format. */
export interface Exporter {
  readonly name: string;
  readonly label: string;
  readonly extension: string;
  readonly mediaType: string;
  write(request: ExportRequest, options?: CsvExportOptions): Promise<Uint8Array>;
}

/** Every format that any list can be exported to. One line each. */
export const exporters: readonly Exporter[] = [
  { name: 'csv', label: 'CSV', extension: 'csv', mediaType: 'text/csv', write: async (request, options) => writeCsv(request, options) },
  {
    name: 'xlsx',
    label: 'Excel',
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: writeXlsx,
  },
];

export const exporterFor = (name: string): Exporter | undefined =>
  exporters.find(({ extension }) => extension === name.slice(name.lastIndexOf('.') + 1).toLowerCase());
