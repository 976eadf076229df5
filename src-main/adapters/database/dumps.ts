import { constants } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { syncFolder } from '#main/adapters/files/atomic-write.ts';

const HOUR = 3_600_000;
const KEPT = 2;
const NAME = /^db-[\dT]+Z$/;

/** An embedded database and the data folder that it is in. */
export interface Dumped {
  readonly database: PGlite;
  readonly folder: string;
}

/**
 * Copies the whole database every hour, and keeps the last two copies. PGlite does not call fsync, so after a power cut the
 * folder itself may be beyond repair; the copies are on the disk.
 */
export function keepDumps(dumped: Dumped, onFailed: (cause: unknown) => void, every = HOUR): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => dump(dumped)).catch(onFailed);
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * Makes one copy, whole or not at all, and removes those before the last two. It is a folder like `db` itself, as it would be
 * after a crash at that moment, which PostgreSQL recovers from. Copied rather than packed, as packing is done in memory.
 */
export async function dump({ database, folder }: Dumped, now = new Date()): Promise<string> {
  const dumps = join(folder, 'dumps');
  const path = join(dumps, `db-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  const temporary = join(dumps, 'unfinished');
  await mkdir(dumps, { recursive: true });
  await rm(temporary, { recursive: true, force: true });
  await database.exec('checkpoint');
  await database.runExclusive(() => cp(join(folder, 'db'), temporary, { recursive: true, mode: constants.COPYFILE_FICLONE }));
  await syncAll(temporary);
  await rename(temporary, path);
  await syncFolder(dumps);
  const all = (await readdir(dumps)).filter((name) => NAME.test(name)).toSorted();
  for (const name of all.slice(0, -KEPT)) await rm(join(dumps, name), { recursive: true, force: true });
  return path;
}

/** Makes every file below a folder durable. */
async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncAll(path);
    else if (entry.isFile()) {
      const file = await open(path, 'r+');
      await file.sync();
      await file.close();
    }
  }
  await syncFolder(folder);
}
