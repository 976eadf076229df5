import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { atomicWrite } from '#main/adapters/files/atomic-write.ts';

const HOUR = 3_600_000;
const KEPT = 2;
const NAME = /^db-[\dT]+Z\.tar\.gz$/;

/**
 * Copies the whole database every hour, and keeps the last two copies. PGlite does not call fsync, so after a power cut the
 * folder itself may be beyond repair. A copy is restored by unpacking it in the place of the folder `db`.
 */
export function keepDumps(database: PGlite, folder: string, onFailed: (cause: unknown) => void, every = HOUR): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => dump(database, folder)).catch(onFailed);
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Writes one copy, whole or not at all, and removes those before the last two. */
export async function dump(database: PGlite, folder: string, now = new Date()): Promise<string> {
  await mkdir(folder, { recursive: true });
  await database.exec('checkpoint');
  const copy = await database.dumpDataDir('gzip');
  const path = join(folder, `db-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.tar.gz`);
  await atomicWrite(path, new Uint8Array(await copy.arrayBuffer()));
  const all = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
  for (const name of all.slice(0, -KEPT)) await rm(join(folder, name), { force: true });
  return path;
}
