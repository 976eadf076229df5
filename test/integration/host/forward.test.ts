import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serve } from '#main/web/serve.ts';
import { freePort } from '#test/support/free-port.ts';
import { scratchFolder } from '#test/support/scratch.ts';
import { send, startUpstream } from '#test/support/upstream.ts';

/** The loopback host with a page that is signed in at it, as the browser would speak for that page. */
async function host() {
  const folder = await scratchFolder();
  await writeFile(join(folder, 'index.html'), '');
  const data = join(folder, 'data');
  const port = await freePort();
  let serving = await serve(port, data, folder);
  onTestFinished(() => serving.stop());
  const cookie = String((await send(port, 'GET', '/')).headers['set-cookie']).split(';')[0] ?? '';
  const own = { host: `127.0.0.1:${port}`, 'x-countersign': '1', cookie };
  const writing = { ...own, origin: `http://127.0.0.1:${port}` };
  const call = (name: string, input: unknown) =>
    send(port, 'POST', `/api/v1/${name}`, { ...writing, 'content-type': 'application/json' }, JSON.stringify(input));
  return {
    port,
    data,
    own,
    writing,
    call,
    link: (url: string, workspaceId = 'ws_1') => call('server.link', { workspaceId, url }),
    get: (path: string, headers: Record<string, string> = {}) => send(port, 'GET', path, { ...own, ...headers }),
    post: (path: string, body: string, headers: Record<string, string> = {}) =>
      send(port, 'POST', path, { ...writing, 'content-type': 'application/json', ...headers }, body),
    async restart() {
      await serving.stop();
      serving = await serve(port, data, folder);
    },
  };
}

const upstream = async (answer: Parameters<typeof startUpstream>[0]) => {
  const server = await startUpstream(answer);
  onTestFinished(server.stop);
  return server;
};
const say = (_: IncomingMessage, response: ServerResponse, body: string) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ said: body }));
};
/** The server's cookie is set at sign-in, and told back by every other path. */
const withSession = ({ url, headers }: IncomingMessage, response: ServerResponse) => {
  if (url?.endsWith('/v1/sign-in')) response.setHeader('set-cookie', ['countersign=t0ken; Path=/v1; HttpOnly; Max-Age=3600', 'x=1']);
  if (url?.endsWith('/v1/sign-out')) response.setHeader('set-cookie', 'countersign=; Max-Age=0');
  response.end(headers.cookie ?? 'nobody');
};

test('a request reaches the linked server below v1, with the few headers that are its business', async () => {
  const page = await host();
  const server = await upstream(say);
  expect(JSON.parse((await page.link(`${server.url}base`)).text)).toEqual({ url: `${server.url}base/` });
  const answer = await page.post('/server/ws_1/v1/push?x=1%2F2', '{"a":1}', {
    'x-correlation-id': 'c1',
    referer: 'http://x/',
    'x-other': 'no',
  });
  expect([answer.status, answer.text]).toEqual([200, '{"said":"{\\"a\\":1}"}']);
  const [asked] = server.asked;
  expect([asked?.method, asked?.path, asked?.body]).toEqual(['POST', '/base/v1/push?x=1%2F2', '{"a":1}']);
  expect(asked?.headers).toMatchObject({ 'content-type': 'application/json', 'x-countersign': '1', 'x-correlation-id': 'c1' });
  for (const name of ['cookie', 'origin', 'referer', 'x-other']) expect(asked?.headers, name).not.toHaveProperty(name);
});

test('what may come back is listed; the host’s own protection is on it', async () => {
  const page = await host();
  const server = await upstream((_, response) => {
    response.writeHead(429, {
      etag: '"e"',
      'retry-after': '7',
      'ratelimit-remaining': '0',
      'x-powered-by': 'x',
      'www-authenticate': 'Basic',
    });
    response.end('{}');
  });
  await page.link(server.url);
  const { status, headers } = await page.get('/server/ws_1/v1/session');
  expect(status).toBe(429);
  expect(headers).toMatchObject({ etag: '"e"', 'retry-after': '7', 'ratelimit-remaining': '0', 'x-content-type-options': 'nosniff' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  for (const name of ['x-powered-by', 'www-authenticate', 'set-cookie']) expect(headers, name).not.toHaveProperty(name);
});

test('the session at a server stays with the host, for one workspace and one server, also after a restart', async () => {
  const page = await host();
  const [server, other] = [await upstream(withSession), await upstream(withSession)];
  await page.link(server.url);
  await page.link(server.url, 'ws_2');
  const signedIn = await page.post('/server/ws_1/v1/sign-in', '{}');
  expect(signedIn.headers).not.toHaveProperty('set-cookie');
  expect(signedIn.text).not.toContain(page.own.cookie);
  expect((await page.get('/server/ws_1/v1/session')).text).toBe('countersign=t0ken; x=1');
  expect((await page.get('/server/ws_2/v1/session')).text).toBe('nobody');

  const path = join(page.data, 'server-sessions.json');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await page.restart();
  expect((await page.get('/server/ws_1/v1/session')).text).toBe('countersign=t0ken; x=1');

  await page.post('/server/ws_1/v1/sign-out', '{}');
  expect((await page.get('/server/ws_1/v1/session')).text).toBe('x=1');
  await page.link(other.url);
  expect((await page.get('/server/ws_1/v1/session')).text).toBe('nobody');
  await page.post('/server/ws_1/v1/sign-in', '{}');
  await page.call('server.unlink', { workspaceId: 'ws_1' });
  expect(await readFile(path, 'utf8')).not.toContain('t0ken');
  expect((await page.get('/server/ws_1/v1/session')).status).toBe(404);
});

test('a live stream passes chunk by chunk, and ends at the server when the page leaves', async () => {
  const page = await host();
  let left: Promise<unknown> | undefined;
  let tell: (text: string) => void = () => undefined;
  const server = await upstream((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    tell = (text) => void response.write(text);
    left = once(response, 'close');
  });
  await page.link(server.url);
  const leaving = new AbortController();
  const stream = await fetch(`http://127.0.0.1:${page.port}/server/ws_1/v1/live`, { headers: page.own, signal: leaving.signal });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (const text of ['data: {"head":1}\n\n', ': heartbeat\n\n', 'data: {"head":2}\n\n']) {
    tell(text);
    expect((await reader?.read())?.value).toBe(text);
  }
  leaving.abort();
  await left;
});

test('many lines pass, in both directions, and none is lost', async () => {
  const page = await host();
  const lines = Array.from({ length: 60_000 }, (_, seq) => `{"seq":${seq},"text":"${'x'.repeat(60)}"}\n`).join('');
  const server = await upstream((_, response, body) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end(body);
  });
  await page.link(server.url);
  const answer = await page.post('/server/ws_1/v1/pull', lines);
  expect(answer.text === lines).toBe(true);
});

test('a gzipped page arrives as it was cut; what was only packed for the way arrives unpacked', async () => {
  const page = await host();
  const packed = gzipSync(JSON.stringify([{ id: 'chg_1' }]));
  const server = await upstream(({ url }, response) => {
    const isPage = url?.includes('/pages/');
    response.writeHead(200, {
      'content-type': isPage ? 'application/gzip' : 'application/json',
      'content-length': packed.length,
      'cache-control': 'private, max-age=31536000, immutable',
      ...(isPage ? {} : { 'content-encoding': 'gzip' }),
    });
    response.end(packed);
  });
  await page.link(server.url);
  const cut = await page.get('/server/ws_1/v1/pages/abc');
  expect(cut.bytes.equals(packed)).toBe(true);
  expect(cut.headers).toMatchObject({ 'content-length': String(packed.length), 'cache-control': 'no-store' });
  const plain = await page.get('/server/ws_1/v1/manifest');
  expect(plain.text).toBe('[{"id":"chg_1"}]');
  expect(plain.headers).not.toHaveProperty('content-encoding');
});

test('an answer that breaks off at the server breaks off at the page', async () => {
  const page = await host();
  const server = await upstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write('{"seq":1}\n');
    setTimeout(() => response.destroy(), 50);
  });
  await page.link(server.url);
  await expect(page.get('/server/ws_1/v1/pull')).rejects.toThrow('aborted');
});

test('304 and 204 pass without a body', async () => {
  const page = await host();
  const server = await upstream(({ headers }, response) => response.writeHead(headers['if-none-match'] === '"e"' ? 304 : 204).end());
  await page.link(server.url);
  expect((await page.get('/server/ws_1/v1/pages/abc', { 'if-none-match': '"e"' })).status).toBe(304);
  expect((await page.post('/server/ws_1/v1/sign-out', '')).status).toBe(204);
});

test.each([
  '/server/ws_1/v1/../../api/v1/host.info',
  '/server/ws_1/v1/../admin',
  '/server/ws_1/v1/%2e%2e/%2e%2e/admin',
  '/server/ws_1/v1/..%2f..%2fadmin',
  String.raw`/server/ws_1/v1/..\..\admin`,
  '/server/ws_1/v1//evil.example/x',
  '/server/ws_1/v1/.hidden',
  '/server/ws_1/v2/session',
  '/server/ws_1/metrics',
  '/server/ws_1/v1',
  '/server/../server/ws_1/admin',
  '/server/%77s_1/v1/session',
  '/server//v1/session',
  '/server/ws_1/v1/session%00',
])('%s reaches nothing', async (path) => {
  const page = await host();
  const server = await upstream(say);
  await page.link(server.url);
  expect((await page.get(path)).status).toBe(404);
  expect(server.asked).toEqual([]);
});

test.each(['PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'])('%s is not forwarded', async (method) => {
  const page = await host();
  const server = await upstream(say);
  await page.link(server.url);
  const answer = await send(page.port, method, '/server/ws_1/v1/session', page.writing);
  expect([answer.status, server.asked.length]).toEqual([405, 0]);
});

test.each([
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 403],
  ['no header of ours', { 'x-countersign': '' }, 403],
  ['another site, by the browser’s own word', { 'sec-fetch-site': 'cross-site' }, 403],
  ['no session', { cookie: '' }, 401],
  ['another name of this machine', { host: 'evil.example' }, 421],
])('a request with %s is refused before the server hears of it', async (_, headers, status) => {
  const page = await host();
  const server = await upstream(say);
  await page.link(server.url);
  const [read, written] = [await page.get('/server/ws_1/v1/session', headers), await page.post('/server/ws_1/v1/push', '{}', headers)];
  expect([read.status, written.status, server.asked.length]).toEqual([status, status, 0]);
  expect(read.headers['x-countersign-session']).toBe(status === 401 ? 'missing' : undefined);
});

test('writing without an origin is refused, reading is what a page does without one', async () => {
  const page = await host();
  const server = await upstream(say);
  await page.link(server.url);
  expect((await send(page.port, 'POST', '/server/ws_1/v1/push', page.own, '{}')).status).toBe(403);
  expect((await page.get('/server/ws_1/v1/session')).status).toBe(200);
});

test('a workspace without a server is told so; a server that cannot be reached is no error', async () => {
  const page = await host();
  const unlinked = await page.get('/server/ws_9/v1/session');
  expect([unlinked.status, JSON.parse(unlinked.text)]).toMatchObject([404, { type: 'urn:countersign:problem:notFound' }]);
  const server = await upstream(say);
  await page.link(server.url);
  await server.stop();
  const offline = await page.get('/server/ws_1/v1/session');
  expect(offline.headers['content-type']).toContain('application/problem+json');
  expect([offline.status, JSON.parse(offline.text)]).toMatchObject([
    503,
    { type: 'urn:countersign:problem:unavailable', params: { reason: 'unreachable', code: 'ECONNREFUSED' } },
  ]);
  await page.restart(); // the log is on the disk
  expect(await readFile(join(page.data, 'logs', 'web-host.ndjson'), 'utf8')).not.toContain('error');
});

test('a server that sends elsewhere is not followed', async () => {
  const page = await host();
  const elsewhere = await upstream(say);
  const server = await upstream((_, response) => response.writeHead(307, { location: `${elsewhere.url}v1/session` }).end());
  await page.link(server.url);
  const answer = await page.get('/server/ws_1/v1/session');
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([503, { params: { reason: 'redirect' } }]);
  expect(elsewhere.asked).toEqual([]);
});

test('a request that the page gives up is given up at the server', async () => {
  const page = await host();
  let left: Promise<unknown> | undefined;
  const server = await upstream((_, response) => void (left = once(response, 'close')));
  await page.link(server.url);
  const leaving = new AbortController();
  const url = `http://127.0.0.1:${page.port}/server/ws_1/v1/query`;
  const asking = fetch(url, { method: 'POST', body: '{}', headers: page.writing, signal: leaving.signal });
  asking.catch(() => undefined);
  await vi.waitUntil(() => left !== undefined);
  leaving.abort();
  await expect(asking).rejects.toThrow('aborted');
  await left;
});
