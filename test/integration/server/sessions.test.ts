import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId, type Member, PASSPHRASE, type Started, startServer } from './started.ts';

let server: Started;
let dana: Member;
beforeAll(async () => {
  server = await startServer();
  dana = await server.tenant('Sessions');
}, 120_000);

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const device = { id: 'browser', name: 'A browser' };
const credentials = () => ({ tenant: dana.session.tenant.id, email: dana.email, passphrase: PASSPHRASE, device });
const cookieIn = (response: Response) => response.headers.getSetCookie().find((one) => one.startsWith('countersign_session=')) ?? '';

describe('a page’s session is a cookie', () => {
  test('that no script can read and no other site can send; the answer has no token', async () => {
    const response = await post(`${server.url}/v1/sign-in`, credentials());
    expect(await response.json()).not.toHaveProperty('token');
    const cookie = cookieIn(response);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/; Secure/);
    expect(new Date(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '').getTime()).toBeGreaterThan(Date.now() + 20 * 86_400_000);
  });

  test('and Secure where a proxy on this machine says that the page came over https', async () => {
    const response = await post(`${server.url}/v1/sign-in`, credentials(), { 'x-forwarded-proto': 'https' });
    expect(cookieIn(response)).toMatch(/; Secure/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age/);
  });

  test('a program gets a token instead, and no cookie', async () => {
    const response = await post(`${server.url}/v1/sign-in`, { ...credentials(), keep: 'token' });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect((await response.json()) as object).toHaveProperty('token');
  });

  test('what changes something needs the header that no form can set; reading does not', async () => {
    const cookie = cookieIn(await post(`${server.url}/v1/sign-in`, credentials())).split(';')[0] ?? '';
    const query = (headers: Record<string, string>) => post(`${server.url}/v1/query`, { kind: 'system' }, { cookie, ...headers });
    expect((await query({})).status).toBe(403);
    expect((await query({ 'x-countersign': '0' })).status).toBe(403);
    expect((await query({ 'x-countersign': '1' })).status).toBe(200);
    const read = (headers: Record<string, string>) => fetch(`${server.url}/v1/session`, { headers: { cookie, ...headers } });
    expect((await read({})).status).toBe(200);
    expect((await read({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    for (const site of ['cross-site', 'same-site']) expect((await read({ 'sec-fetch-site': site })).status).toBe(403);
    expect((await post(`${server.url}/v1/sign-in`, credentials(), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    // A program’s token comes along with nothing by itself.
    expect((await dana.fetch('/v1/query', { json: { kind: 'system' } })).status).toBe(200);
  });

  test('signing out ends it here and at the server; asking who one is prolongs it', async () => {
    const cookie = cookieIn(await post(`${server.url}/v1/sign-in`, credentials())).split(';')[0] ?? '';
    const asked = await fetch(`${server.url}/v1/session`, { headers: { cookie } });
    expect(cookieIn(asked).split(';')[0]).toBe(cookie);
    const out = await fetch(`${server.url}/v1/sign-out`, { method: 'POST', headers: { cookie, 'x-countersign': '1' } });
    expect(out.status).toBe(204);
    expect(cookieIn(out)).toMatch(/^countersign_session=;/);
    expect((await fetch(`${server.url}/v1/session`, { headers: { cookie } })).status).toBe(401);
  });

  test('pages ask below server/<workspace>/ too, and only for v1', async () => {
    const ask = (path: string) => fetch(server.url + path, { headers: { authorization: `Bearer ${dana.token}` } });
    expect((await ask('/server/ws_0199f0c2/v1/session')).status).toBe(200);
    expect((await ask('/server/ws_0199f0c2/metrics')).status).toBe(404);
    expect((await ask('/server/ws_0199f0c2/server/ws_0199f0c2/v1/session')).status).toBe(404);
    expect((await ask('/server/../v1/session')).status).toBe(200);
  });
});

test('the numbers are for whoever runs the server: from the machine itself, or with their token', async () => {
  const guarded = await startServer({ operatorToken: 'operators-only', authenticate: () => Promise.resolve(undefined) });
  const ask = async (headers: Record<string, string>) => (await fetch(`${guarded.url}/metrics`, { headers })).status;
  expect(await ask({})).toBe(200);
  expect(await ask({ 'x-forwarded-for': '203.0.113.9' })).toBe(403);
  expect(await ask({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer operators-onlX' })).toBe(403);
  expect(await ask({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer operators-only' })).toBe(200);
  await guarded.stop();
}, 60_000);

test('too many requests are 429 with standard headers, each session for itself, and fewer where guessing pays', async () => {
  const limited = await startServer({ perMinute: 8, guessesPerMinute: 3 });
  const one = await limited.tenant('Limits');
  const other = await one.colleague('Other', 'approver');
  let last = await one.fetch('/v1/session');
  expect(Number(last.headers.get('ratelimit-limit'))).toBe(8);
  for (let i = 0; i < 10; i++) last = await one.fetch('/v1/session');
  expect(last.status).toBe(429);
  expect(last.headers.get('ratelimit-remaining')).toBe('0');
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(((await last.json()) as { type: string }).type).toBe('urn:countersign:problem:tooManyAttempts');
  expect((await other.fetch('/v1/session')).status).toBe(200);
  const guesses = [];
  for (let i = 0; i < 5; i++)
    guesses.push((await post(`${limited.url}/v1/sign-in`, { email: `${i}@example.org`, passphrase: 'x', device })).status);
  expect(guesses).toEqual([401, 401, 401, 429, 429]);
  await limited.stop();
}, 60_000);

/** What a stream of server-sent events says, until it ends. */
function listen(url: string, token: string) {
  const said: string[] = [];
  const ended = (async () => {
    const response = await fetch(`${url}/v1/live`, { headers: { authorization: `Bearer ${token}` } });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) said.push(decoder.decode(part));
  })();
  const heard = async (pattern: RegExp) => {
    for (let i = 0; i < 200 && !pattern.test(said.join('')); i++) await setTimeout(25);
    expect(said.join('')).toMatch(pattern);
  };
  return { said, ended, heard };
}

describe('a live stream', () => {
  test('says where the log ends, then whenever it grew, and only in one’s own tenant; and that it is still there', async () => {
    const quick = await startServer({ heartbeat: 120 });
    const [mine, theirs] = [await quick.tenant('Mine'), await quick.tenant('Theirs')];
    const { heard, said } = listen(quick.url, mine.token);
    await heard(new RegExp(`event: more\\ndata: {"head":${mine.session.head}}`));
    await heard(/: still here/);
    expect(await (await fetch(`${quick.url}/metrics`)).text()).toMatch(/countersign_live_connections 1/);
    const grown = await theirs.push(...[1, 2, 3].map((n) => ['systems.create', newId('sys'), { fields: { name: `S${n}` } }] as const));
    const { head } = await mine.push(['systems.create', newId('sys'), { fields: { name: 'Mine' } }]);
    await heard(new RegExp(`data: {"head":${head}}`));
    expect(said.join('')).not.toContain(`{"head":${grown.head}}`);
    await quick.stop();
  }, 60_000);

  test('ends when the session does', async () => {
    const quick = await startServer({ heartbeat: 100 });
    const founder = await quick.tenant('Ends');
    const other = await founder.colleague('Ravi', 'approver');
    const { heard, ended } = listen(quick.url, other.token);
    await heard(/event: more/);
    await founder.fetch(`/v1/devices/${other.session.device}`, { method: 'DELETE' });
    await ended;
    expect((await other.fetch('/v1/live')).status).toBe(401);
    await quick.stop();
  }, 60_000);
});

describe('a server that stops', () => {
  test('ends live streams, finishes what was begun, then takes no more', async () => {
    const stopping = await startServer();
    const founder = await stopping.tenant('Stops');
    const { heard, ended } = listen(stopping.url, founder.token);
    await heard(/event: more/);
    const commands = Array.from({ length: 40 }, (_, n) => ['systems.create', newId('sys'), { fields: { name: `S${n}` } }] as const);
    const pushing = founder.push(...commands);
    await setTimeout(30);
    const drained = stopping.http.drain();
    const { verdicts } = await pushing;
    expect(verdicts.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    await ended;
    await drained;
    await expect(fetch(`${stopping.url}/health/live`)).rejects.toThrow(/fetch failed/);
    await stopping.stop();
  }, 60_000);

  test('says so on connections that are still open', async () => {
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish: (isReady: boolean) => void = () => undefined;
    const slow = new Promise<boolean>((resolve) => {
      finish = resolve;
    });
    const stopping = await startServer({
      isReady: () => {
        begun();
        return slow;
      },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (path: string) =>
      new Promise<{ status: number; body: string }>((resolve, reject) => {
        request(stopping.url + path, { agent }, (response) => {
          let body = '';
          response.on('data', (part: Buffer) => (body += part.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        })
          .on('error', reject)
          .end();
      });
    const first = ask('/health/ready');
    await isBegun;
    const [ready, other] = [ask('/health/ready'), ask('/v1/session')].map((one) => one.catch(() => ({ status: 0, body: '' })));
    const drained = stopping.http.drain();
    finish(true);
    expect(await first).toMatchObject({ status: 200 });
    // A connection that is told to close is closed; whoever was quicker hears why.
    for (const one of await Promise.all([ready, other])) expect([0, 503]).toContain(one?.status);
    await drained;
    const refused = await stopping.http.fastify.inject({ url: '/health/ready' }).catch(() => undefined);
    expect([undefined, 503]).toContain(refused?.statusCode);
    agent.destroy();
    await stopping.stop();
  }, 60_000);

  test('is not ready while its database does not answer, and is alive all the same', async () => {
    const without = await startServer({ isReady: () => Promise.reject(new Error('gone')) });
    expect((await fetch(`${without.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${without.url}/health/live`)).status).toBe(200);
    await without.stop();
  }, 60_000);
});
