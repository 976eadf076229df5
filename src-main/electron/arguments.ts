import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Chromium has arguments of its own among ours, so what is unknown is left alone. */
export function dataFolderAmong(args: readonly string[]): string | null {
  const { values } = parseArgs({ args: [...args], strict: false, allowPositionals: true, options: { data: { type: 'string' } } });
  return typeof values['data'] === 'string' && values['data'] !== '' ? resolve(values['data']) : null;
}
