import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningKeys } from '#main/application/server/signing-keys.ts';
import { syncFolder } from '#main/adapters/files/atomic-write.ts';
import { readSigningKey, signingWith } from './ed25519.ts';

const VARIABLE = 'COUNTERSIGN_SIGNING_KEY';
const FILE = 'signing-key.pem';

/**
 * The key of this server: from the environment where it is set (servers on one database share one), else from the data
 * folder, where the first start makes it, readable by its owner only. Throws when what is there is no such key: a server must
 * not go on under another key than it signed with before.
 */
export async function openSigningKeys(folder: string, environment: NodeJS.ProcessEnv = process.env): Promise<SigningKeys> {
  const known = await findSigningKeys(folder, environment);
  if (known) return known;
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  await keepNew(folder, path);
  return signingWith(readSigningKey(await readFile(path, 'utf8')));
}

/** The same, for whoever only checks: no key is made where there is none. */
export async function findSigningKeys(folder: string, environment: NodeJS.ProcessEnv = process.env): Promise<SigningKeys | undefined> {
  const given = environment[VARIABLE];
  if (given !== undefined && given.trim() !== '') return signingWith(readSigningKey(given));
  const kept = await readIfThere(join(folder, FILE));
  return kept === undefined ? undefined : signingWith(readSigningKey(kept));
}

/** Written whole under another name and then linked, so that of two that start at once the first one's key stands. */
async function keepNew(folder: string, path: string): Promise<void> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  const temporary = join(folder, `.${FILE}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(pem);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

const hasCode = (cause: unknown, code: string): boolean => cause instanceof Error && 'code' in cause && cause.code === code;
