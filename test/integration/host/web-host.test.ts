import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '#main/web/serve.ts';
import { freePort } from '#test/support/free-port.ts';
import { scratchFolder } from '#test/support/scratch.ts';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A host on a port of its own, and a way to send it exactly these headers and this path, as no browser would. */
async function host() {
  const folder = await scratchFolder();
  await writeFile(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  const port = await freePort();
  const serving = await serve(port, join(folder, 'data'), folder);
  onTestFinished(() => serving.stop());
  const own = { host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, 'x-countersign': '1', 'content-type': 'application/json' };
  const send = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    new Promise<Reply>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, method, path, headers, setHost: !('host' in headers) }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() }),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  const cookie = String((await send('GET', '/')).headers['set-cookie']).split(';')[0] ?? '';
  const call = (name: string, input: unknown, headers: Record<string, string> = {}) =>
    send('POST', `/api/v1/${name}`, { ...own, cookie, ...headers }, JSON.stringify(input));
  return { port, folder, own, cookie, send, call };
}

test('the page comes with the policy, its nonce and an HttpOnly, SameSite=Strict cookie that no other port shares', async () => {
  const { send, port } = await host();
  const { status, headers, text } = await send('GET', '/');
  expect(status).toBe(200);
  const nonce = /content="([^"]+)"/.exec(text)?.[1] ?? '';
  expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
  expect(String(headers['set-cookie'])).toMatch(new RegExp(`^countersign_${port}=[\\w-]{43}; Path=/; .*HttpOnly; SameSite=Strict$`));
});

test('a call with the session, the header and the right origin is answered', async () => {
  const { call } = await host();
  const appended = await call('journal.append', { workspaceId: 'ws_1', firstSeq: 1, lines: ['{}'] });
  expect([appended.status, appended.text]).toEqual([200, '{"head":1}']);
  expect((await call('journal.head', { workspaceId: 'ws_1' })).text).toBe('{"head":1}');
});

test('a name that was rebound to this machine is refused, and localhost is sent to the one origin', async () => {
  const { send, port } = await host();
  expect((await send('GET', '/', { host: 'evil.example' })).status).toBe(421);
  expect((await send('GET', '/', { host: `evil.example:${port}` })).status).toBe(421);
  const moved = await send('GET', '/x?y=1', { host: `localhost:${port}` });
  expect([moved.status, moved.headers['location']]).toEqual([308, `http://127.0.0.1:${port}/x?y=1`]);
});

test.each([
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
  ['no header of ours', { 'x-countersign': '0' }, 403],
  ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a form’s content type', { 'content-type': 'text/plain' }, 415],
  ['no session', { cookie: '' }, 401],
  ['a forged session', { cookie: `countersign_0=${'a'.repeat(43)}` }, 401],
])('a call with %s is refused', async (_, headers, status) => {
  const { call } = await host();
  expect((await call('host.info', {}, headers)).status).toBe(status);
});

test('a page whose cookie is gone gets a new session only as a page of ours', async () => {
  const { send, own, cookie } = await host();
  const renewed = await send('POST', '/api/session', own);
  expect(renewed.status).toBe(204);
  expect(String(renewed.headers['set-cookie'])).toContain(cookie);
  expect((await send('POST', '/api/session', { ...own, origin: 'https://evil.example' })).status).toBe(403);
});

test('what the desktop alone can do is not granted to a page in a browser', async () => {
  const { call } = await host();
  expect((await call('secrets.get', { name: 'token' })).status).toBe(403);
  expect((await call('constructor', {})).status).toBe(404);
  expect((await call('journal.head', { workspaceId: '../x' })).status).toBe(422);
});

test('no path leaves the folder of the renderer', async () => {
  const { send, folder } = await host();
  await writeFile(join(folder, '..', 'countersign-outside.txt'), 'outside');
  for (const path of ['/../countersign-outside.txt', '/%2e%2e/countersign-outside.txt', '/assets/..%2f..%2fcountersign-outside.txt'])
    expect((await send('GET', path)).status).toBe(404);
});

test('a body that is too large, or no JSON, is refused', async () => {
  const { send, own, cookie } = await host();
  const headers = { ...own, cookie };
  expect((await send('POST', '/api/v1/host.info', headers, 'not json')).status).toBe(422);
  expect((await send('POST', '/api/v1/host.info', headers, JSON.stringify({ x: 'y'.repeat(2_000_000) }))).status).toBe(413);
});
