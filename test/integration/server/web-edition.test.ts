import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { type Started, startServer } from './started.ts';

let server: Started;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(folder, 'assets', 'app-1.js'), `/* ${'x'.repeat(5_000)} */`);
  await writeFile(join(folder, 'secret.pem'), 'not a page');
  server = await startServer({ renderer: folder });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const call = (name: string, body: unknown = {}, headers: Record<string, string> = { 'x-countersign': '1' }) =>
  ask(`/api/v1/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

test('the page comes under the same policy as on a device, with a nonce of its own', async () => {
  const [one, two] = [await ask('/'), await ask('/')];
  const nonces = await Promise.all([one, two].map(async (response) => /content="([^"]+)"/.exec(await response.text())?.[1]));
  expect(new Set(nonces).size).toBe(2);
  const policy = one.headers.get('content-security-policy');
  expect(policy).toContain(`'nonce-${nonces[0]}'`);
  expect(policy).not.toContain('unsafe-');
  expect(one.headers.get('x-content-type-options')).toBe('nosniff');
  expect(one.headers.get('cache-control')).toBe('no-cache');
});

test('files that never change are kept by browsers, and travel packed', async () => {
  for (const encoding of ['gzip', 'identity']) {
    const response = await ask('/assets/app-1.js', { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toHaveLength(5_006);
  }
  expect((await ask('/assets/app-1.js', { method: 'HEAD' })).status).toBe(200);
});

test('nothing else is served, and what is not there is a problem like any other', async () => {
  for (const path of ['/secret.pem', '/nothing.js', '/..%2f..%2fetc%2fpasswd', '/assets', '/v1/nothing', '/api/v1', '/api/nothing']) {
    const response = await ask(path);
    expect(response.status, path).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  }
  expect((await ask('/', { method: 'POST' })).status).toBe(404);
});

test('a page finds the host that it expects, which says that it is the server’s own edition', async () => {
  expect((await ask('/api/session', { method: 'POST', headers: { 'x-countersign': '1' } })).status).toBe(204);
  const info = contract['host.info'].output.parse(await (await call('host.info')).json());
  expect(info).toMatchObject({ kind: 'browser', edition: 'server', canJournal: false, canSecrets: false });
  expect((await call('host.info', { more: 1 })).status).toBe(422);
  expect((await call('host.info', {}, {})).status).toBe(403);
  for (const name of ['journal.append', 'files.save', 'nothing', 'constructor']) expect((await call(name)).status).toBe(404);
  expect((await ask('/api/v1/host.info')).status).toBe(405);
  // There are no signals here, and an event source that hears 204 stays quiet.
  expect((await ask('/api/events')).status).toBe(204);
});
