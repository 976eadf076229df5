import { type Table, tableOf } from '#shared/importers/table.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, type Result } from '#shared/kernel/result.ts';
import type { FileRead, ReadFile } from './import.worker.ts';

/** A file that takes longer than this is given up; what is read in reason is read in seconds. */
const TIME_LIMIT = 60_000;

/** A file as a table, read in a worker. Aborting ends the worker. */
export function readTable(file: ReadFile, signal: AbortSignal): Promise<Result<Table, Refusal>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('import.worker.ts', import.meta.url), { type: 'module' });
    const finish = (answer: FileRead) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(answer);
    };
    const give = (message: string) => finish(err(refusal('import.unread', message)));
    const timer = setTimeout(() => give(`${file.name} takes too long to read.`), TIME_LIMIT);
    signal.addEventListener('abort', () => give('Reading was canceled.'), { once: true });
    worker.addEventListener('message', (event: MessageEvent<FileRead>) => finish(event.data));
    worker.addEventListener('error', () => give(`${file.name} cannot be read: it needs more memory than this window has.`));
    worker.postMessage(file);
  });
}

/** A block pasted from a spreadsheet as a table; its first row has the names of the columns. */
export const tableOfBlock = (name: string, block: readonly (readonly string[])[]): Result<Table, Refusal> =>
  tableOf(
    name,
    block.map((cells, position) => ({ row: position + 1, cells })),
  );
