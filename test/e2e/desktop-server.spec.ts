import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { launchDouble } from '../support/electron-double/launch.ts';
import { startUpstream } from '../support/upstream.ts';
import { expect, test } from './fixtures.ts';

/** A page's way to its server through the desktop's own scheme. What the forwarding itself refuses is shown on the browser host. */
test.skip(({ host }) => host !== 'double', 'this is the desktop’s');

const invoke = (page: Page, name: string, input: unknown) =>
  page.evaluate(
    ([endpoint, value]) =>
      (Reflect.get(window, 'countersign') as { invoke(name: string, input: unknown): Promise<unknown> }).invoke(endpoint, value),
    [name, input] as const,
  );

/** A request as a script of the page makes it. */
const ask = (page: Page, path: string, init: RequestInit = {}) =>
  page.evaluate(
    async ([address, options]) => {
      const answer = await fetch(address, { ...options, headers: { 'x-countersign': '1', ...options.headers } });
      return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
    },
    [path, init as { headers?: Record<string, string> }] as const,
  );

test('a page reaches its server; the session stays with the desktop, sealed, also after a restart', async ({ folder }) => {
  const server = await startUpstream(({ url, headers }, response, body) => {
    if (url === '/v1/sign-in')
      response.setHeader('set-cookie', ['countersign=t0ken; Expires=Wed, 21 Oct 2099 07:28:00 GMT; HttpOnly', 'b=2']);
    response.end(`${headers.cookie ?? 'nobody'} ${body}`);
  });
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  expect(await invoke(page, 'server.link', { workspaceId: 'ws_1', url: server.url })).toMatchObject({
    ok: true,
    value: { url: server.url },
  });
  expect((await ask(page, '/server/ws_9/v1/session')).status).toBe(404);
  const signedIn = await ask(page, '/server/ws_1/v1/sign-in', { method: 'POST', body: '{"name":"dana"}' });
  expect(signedIn).toMatchObject({ status: 200, text: 'nobody {"name":"dana"}' });
  expect(signedIn.headers).not.toHaveProperty('set-cookie');
  expect((await ask(page, '/server/ws_1/v1/session')).text).toBe('countersign=t0ken; b=2 ');
  expect(signedIn.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  expect(server.asked[0]?.headers).not.toHaveProperty('origin');
  expect(readFileSync(join(folder, 'server-sessions.json'), 'utf8')).not.toContain('t0ken');
  expect(await invoke(page, 'secrets.get', { name: 'ws_1' })).toMatchObject({ value: { value: null } });
  await double.close();

  const again = await launchDouble({ dataDir: folder });
  expect((await ask(await again.firstWindow(), '/server/ws_1/v1/session')).text).toBe('countersign=t0ken; b=2 ');
  await again.close();

  const without = await launchDouble({ dataDir: folder, env: { COUNTERSIGN_DOUBLE_KEYSTORE: 'basic_text' } });
  const other = await without.firstWindow();
  expect((await ask(other, '/server/ws_1/v1/session')).text, 'without a key store, nothing is read').toBe('nobody ');
  await ask(other, '/server/ws_1/v1/sign-in', { method: 'POST', body: '{}' });
  expect((await ask(other, '/server/ws_1/v1/session')).text, 'but it is kept as long as the app runs').toBe('countersign=t0ken; b=2 ');
  await without.close();
  await server.stop();
});

test('a live stream arrives event by event, and ends at the server with its page', async ({ folder }) => {
  let stream: ServerResponse | undefined;
  const server = await startUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    stream = response;
  });
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  await invoke(page, 'server.link', { workspaceId: 'ws_1', url: server.url });
  await page.evaluate(async () => {
    const leaving = new AbortController();
    const answer = await fetch('/server/ws_1/v1/live', { headers: { 'x-countersign': '1' }, signal: leaving.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    Reflect.set(window, 'next', async () => (await reader?.read())?.value);
    Reflect.set(window, 'leave', () => leaving.abort());
  });
  const next = () => page.evaluate(() => (Reflect.get(window, 'next') as () => Promise<unknown>)());
  expect(await next()).toBe('data: 1\n\n');
  stream?.write('data: 2\n\n');
  expect(await next()).toBe('data: 2\n\n');
  const left = stream ? once(stream, 'close') : Promise.reject(new Error('There is no stream.'));
  await page.evaluate(() => (Reflect.get(window, 'leave') as () => void)());
  await left;
  await double.close();
  await server.stop();
});

test('only a script of our own page gets through, only below v1; an unreachable server is said to be so', async ({ folder }) => {
  const packed = gzipSync('[]');
  const server = await startUpstream((_, response) => response.writeHead(200, { 'content-type': 'application/gzip' }).end(packed));
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  await invoke(page, 'server.link', { workspaceId: 'ws_1', url: server.url });
  expect((await ask(page, '/server/ws_1/v1/session', { headers: { 'x-countersign': '0' } })).status).toBe(403);
  for (const path of ['/server/ws_1/v1/..%2f..%2fadmin', '/server/ws_1/metrics', '/server/ws_1/v1/../../../admin'])
    expect((await ask(page, path)).status, path).toBe(404);
  expect((await ask(page, '/server/ws_1/v1/session', { method: 'PATCH' })).status).toBe(405);
  expect(server.asked).toEqual([]);
  const bytes = await page.evaluate(async () => {
    const answer = await fetch('/server/ws_1/v1/pages/abc', { headers: { 'x-countersign': '1' } });
    return [...new Uint8Array(await answer.arrayBuffer())];
  });
  expect(Buffer.from(bytes).equals(packed)).toBe(true);
  await server.stop();
  const offline = await ask(page, '/server/ws_1/v1/session');
  expect([offline.status, JSON.parse(offline.text)]).toMatchObject([503, { params: { reason: 'unreachable' } }]);
  await double.close();
});
