import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '#main/adapters/files/atomic-write.ts';

const keyForm = /^[A-Za-z0-9_-]{43}$/;
const maxAge = 400 * 24 * 3600;

/** The cookie that a page of this host holds. It outlives a restart, because pages outlive it too (they work offline). */
export interface Session {
  readonly setCookie: string;
  isIn(cookieHeader: string | undefined): boolean;
}

/** Cookies are shared by all ports of 127.0.0.1, so the name carries the port. */
export async function openSession(folder: string, port: number): Promise<Session> {
  const key = await readOrMakeKey(folder);
  const name = `countersign_${port}`;
  return {
    setCookie: `${name}=${key}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict`,
    isIn: (header = '') =>
      header.split(';').some((part) => {
        const [given, value] = part.trim().split('=', 2);
        return given === name && value?.length === key.length && timingSafeEqual(Buffer.from(value), Buffer.from(key));
      }),
  };
}

async function readOrMakeKey(folder: string): Promise<string> {
  const path = join(folder, 'session.key');
  const known = await readFile(path, 'utf8').catch(() => '');
  if (keyForm.test(known)) return known;
  const key = randomBytes(32).toString('base64url');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await atomicWrite(path, key, 0o600);
  return key;
}
