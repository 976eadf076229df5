import type { Refusal } from '../kernel/refusal.ts';
import type { Result } from '../kernel/result.ts';
import { readCsv } from './csv.importer.ts';
import { itopXml } from './itop-xml.importer.ts';
import type { SourceImporter } from './plan.ts';
import { serviceNowIncidents } from './servicenow-incidents.importer.ts';
import type { Table } from './table.ts';
import type { TextEncoding } from './text-encoding.ts';
import { readXlsx } from './xlsx.importer.ts';

export interface TableOptions {
  readonly name?: string;
  readonly encoding?: TextEncoding;
  readonly delimiter?: string;
  readonly sheet?: string;
}

/** Reads one file format into a table, for any kind. */
export interface TableReader {
  readonly name: string;
  readonly label: string;
  readonly extensions: readonly string[];
  /** Whether a file of this format from elsewhere is read in a process that can be stopped. */
  readonly isGuarded: boolean;
  read(bytes: Uint8Array, options?: TableOptions): Promise<Result<Table & { readonly sheets?: readonly string[] }, Refusal>>;
}

/** Every format that any kind can be imported from. One line each. */
export const tableReaders: readonly TableReader[] = [
  {
    name: 'csv',
    label: 'CSV',
    extensions: ['csv', 'tsv', 'txt'],
    isGuarded: false,
    read: async (bytes, options) => readCsv(bytes, options),
  },
  { name: 'xlsx', label: 'Excel', extensions: ['xlsx', 'xlsm'], isGuarded: true, read: readXlsx },
];

/** Every product whose export is read as a whole. One line each. */
export const sourceImporters: readonly SourceImporter[] = [itopXml, serviceNowIncidents];

const extensionOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();

/** The reader for a file by its name; undefined where no format has that ending. */
export const readerFor = (name: string): TableReader | undefined =>
  tableReaders.find(({ extensions }) => extensions.includes(extensionOf(name)));
