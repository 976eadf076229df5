import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atomicWrite } from '#main/adapters/files/atomic-write.ts';
import { chosenFiles } from '#main/adapters/files/chosen-files.ts';
import { fileFor, rendererFiles } from '#main/adapters/files/renderer-files.ts';
import { scratchFolder } from '#test/support/scratch.ts';

test('an atomic write replaces the whole file and leaves nothing beside it', async () => {
  const folder = await scratchFolder();
  const path = join(folder, 'backup.json');
  await writeFile(path, 'a much longer old content');
  await atomicWrite(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['backup.json']);
});

test('a write that fails leaves what was there, and no temporary file', async () => {
  const folder = await scratchFolder();
  const taken = join(folder, 'taken');
  await mkdir(taken);
  await writeFile(join(taken, 'inside'), 'old');
  await expect(atomicWrite(taken, 'new')).rejects.toThrow(/directory|EISDIR|ENOTEMPTY|EPERM|EEXIST/);
  expect(await readdir(folder)).toEqual(['taken']);
  expect(await readFile(join(taken, 'inside'), 'utf8')).toBe('old');
});

test('a chosen file is read in pieces by its handle, and a guessed handle reads nothing', async () => {
  const folder = await scratchFolder();
  const files = chosenFiles();
  const { handle, name } = await files.write(join(folder, 'a.bin'), Buffer.from('abcdef'));
  expect(name).toBe('a.bin');
  expect(handle).not.toContain(folder);
  expect(await files.read(handle, 0, 4)).toMatchObject({ isEnd: false });
  expect(Buffer.from((await files.read(handle, 4, 4))?.bytes ?? []).toString()).toBe('ef');
  expect(await files.read('00000000-0000-4000-8000-000000000000', 0, 4)).toBeNull();
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%',
  '//etc/passwd',
  '/.',
])('%s leaves the folder, so it is not answered', async (pathname) => {
  const folder = await scratchFolder();
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const { status, body } = await rendererFiles(join(folder, 'out'))('GET', pathname);
  expect(status).toBe(404);
  expect(Buffer.from(body).toString()).not.toContain('secret');
  const path = fileFor(join(folder, 'out'), pathname);
  expect(path === null || path.startsWith(join(folder, 'out'))).toBe(true);
});

test('the page carries the nonce of its own policy, and a new one each time', async () => {
  const folder = await scratchFolder();
  await writeFile(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  const files = rendererFiles(folder);
  const seen = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const { headers, body } = await files('GET', '/');
    const nonce = /content="([^"]+)"/.exec(Buffer.from(body).toString())?.[1] ?? '';
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(nonce.length).toBeGreaterThan(20);
    seen.add(nonce);
  }
  expect(seen.size).toBe(3);
});

test('files of an unknown type, folders and other methods are not answered', async () => {
  const folder = await scratchFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'x.exe'), '');
  const files = rendererFiles(folder);
  expect((await files('GET', '/assets/x.exe')).status).toBe(404);
  expect((await files('GET', '/assets')).status).toBe(404);
  expect((await files('POST', '/')).status).toBe(405);
});
