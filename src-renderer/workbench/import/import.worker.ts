import { readCsv } from '#shared/importers/csv.importer.ts';
import type { Table } from '#shared/importers/table.ts';
import { readXlsx } from '#shared/importers/xlsx.importer.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';

/** What the page asks: the bytes of a file and its name. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export type FileRead = Result<Table, Refusal>;

/** Reads other people's files away from the page, so that a large or a bad one can be given up by ending the worker. */
self.addEventListener('message', (event: MessageEvent<ReadFile>) => {
  void read(event.data).then((answer) => self.postMessage(answer));
});

async function read({ name, bytes }: ReadFile): Promise<FileRead> {
  return /\.xls[xm]?$/i.test(name) ? readXlsx(bytes) : readCsv(bytes);
}
