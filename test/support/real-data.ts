import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real files of other systems, beside the project. They are not part of it, so tests that need them skip where they are absent. */
const folder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

export const hasRealData = existsSync(folder);
export const whyNot = hasRealData ? '' : ' (skipped: ../shared/data is not there)';
export const realFile = (name: string): { name: string; bytes: Uint8Array } => ({ name, bytes: readFileSync(join(folder, name)) });
export const realFolder = (name: string): { name: string; bytes: Uint8Array }[] =>
  readdirSync(join(folder, name)).map((file) => ({ name: file, bytes: readFileSync(join(folder, name, file)) }));
