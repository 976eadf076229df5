import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';

/** Another process has the data folder open. */
export class FolderLocked extends Error {
  constructor(readonly pid: number) {
    super(`The data folder is in use by the process ${pid}.`);
  }
}

/**
 * Takes a lock file that names this process, and gives its release. A lock of a process that lives is never taken over; one of a process
 * that is gone is set aside first, so that of two that try only one succeeds.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await create(path)) return () => rm(path, { force: true });
    const holder = await holderOf(path);
    if (holder !== undefined && isAlive(holder)) throw new FolderLocked(holder);
    await setAside(path, holder);
  }
  throw new FolderLocked((await holderOf(path)) ?? 0);
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(`${process.pid}\n`);
    } finally {
      await file.close();
    }
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  }
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(path, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

/** Moves a dead process's lock away, and puts it back if it turns out to be another's by now. */
async function setAside(path: string, seen: number | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return;
    throw cause;
  }
  const found = await holderOf(aside);
  if (found !== seen && found !== undefined && isAlive(found)) await rename(aside, path);
  else await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return hasCode(cause, 'EPERM');
  }
}

const hasCode = (cause: unknown, code: string): boolean => cause instanceof Error && 'code' in cause && cause.code === code;
