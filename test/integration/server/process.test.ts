import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PushAnswer, SessionInfo } from '#shared/sync/protocol.schema.ts';
import { bundleCli, startCli } from '#test/integration/cli/bundled-cli.ts';
import { freePort } from '#test/support/free-port.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { newId, PASSPHRASE } from './started.ts';

let entry: string;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-serve-'));
  entry = await bundleCli();
}, 240_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
  await rm(dirname(entry), { recursive: true, force: true });
});

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  readonly code: string | undefined;
  readonly ended: Promise<number | string>;
  out(): string;
}

const READY = /Countersign server is at (\S+)\n/;

async function serve(data: string, port: number, environment: Record<string, string> = {}): Promise<Serving> {
  const args = [entry, 'serve', '--data', join(folder, data), '--port', String(port), '--tenant', 'Example Works'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let out = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (out += part.toString()));
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  while (!READY.test(out)) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${out}`);
    await setTimeout(25);
  }
  await setTimeout(200);
  return { child, url: READY.exec(out)?.[1] ?? '', code: /join\?code=(\S+) \(valid for 7 days\)/.exec(out)?.[1], ended, out: () => out };
}

interface Told {
  readonly status: number;
  readonly value: unknown;
}
async function post(url: string, body: object, token?: string): Promise<Told> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, value: await response.json() };
}
type SignedIn = SessionInfo & { readonly token: string };
const device = { id: 'process-test', name: 'A test' };
const found = (url: string, code: string | undefined) =>
  post(`${url}v1/found`, {
    code,
    email: 'fiona@example.org',
    passphrase: PASSPHRASE,
    device,
    keep: 'token',
    workspace: { from: 'nothing', name: 'Fiona' },
  });
const batch = (from: number, many: number) => {
  const at = new Date().toISOString();
  return Array.from({ length: many }, (_, i) => ({
    seq: from + i,
    command: {
      id: newId('cmd'),
      name: 'systems.create',
      recordId: newId('sys'),
      input: { fields: { name: `System ${from + i}` } },
      at,
      time: `${at}-${(from + i).toString(16).padStart(4, '0')}-process`,
    },
  }));
};
const count = async (url: string, token: string) =>
  ((await post(`${url}v1/query`, { kind: 'system', limit: 0 }, token)).value as { total: number }).total;

test('a new folder: it says where it is and how to found it; killed in the middle of a push it loses nothing and does nothing twice', async () => {
  const port = await freePort();
  let server = await serve('first', port);
  expect(server.url).toBe(`http://127.0.0.1:${port}/`);
  const { value, status } = await found(server.url, server.code);
  expect(status).toBe(200);
  const { token, tenant } = value as SignedIn;
  expect(tenant.name).toBe('Example Works');

  let previous = 0;
  const pushed: ReturnType<typeof batch> = [];
  for (let round = 0; round < 3; round++) {
    const commands = batch(previous + 1, 60);
    pushed.push(...commands);
    const answer = post(`${server.url}v1/push`, { previous, commands }, token).catch(() => undefined);
    await setTimeout(20 + 60 * round);
    server.child.kill('SIGKILL');
    const first = await answer;
    expect(await server.ended).toBe('SIGKILL');
    server = await serve('first', port);
    expect(server.code).toBeUndefined();
    const again = await post(`${server.url}v1/push`, { previous, commands }, token);
    expect(again.status).toBe(200);
    const outcomes = (again.value as PushAnswer).verdicts.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(commands.map(() => 'accepted'));
    // All of a batch was kept, or none of it; what was acknowledged is there.
    const repeats = (again.value as PushAnswer).verdicts.filter(({ isRepeat }) => isRepeat).length;
    expect(first?.status === 200 ? [60] : [0, 60]).toContain(repeats);
    previous += commands.length;
    expect(await count(server.url, token)).toBe(previous);
  }

  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  const log = await readFile(join(folder, 'first', 'logs', 'server.ndjson'), 'utf8');
  expect(log).toContain('"event":"server.stopped"');
  for (const secret of [token, PASSPHRASE, 'System 1', 'fiona@']) expect(log).not.toContain(secret);
}, 240_000);

describe('a server that cannot start says why', () => {
  test('when its folder or its port is taken', async () => {
    const port = await freePort();
    const server = await serve('taken', port);
    const same = await startCli(entry, ['serve', '--data', join(folder, 'taken'), '--port', String(await freePort())]).ended;
    expect(same).toMatchObject({ code: 5, out: '' });
    const other = await startCli(entry, ['serve', '--data', join(folder, 'other'), '--port', String(port)]).ended;
    expect(other).toMatchObject({ code: 5, out: '' });
    expect(other.err).toContain('EADDRINUSE');
    expect(await startCli(entry, ['serve', '--port', 'x']).ended).toMatchObject({ code: 2 });
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
  }, 240_000);
});

test('a second signal ends it at once, whatever it still had in hand', async () => {
  const port = await freePort();
  const server = await serve('second-signal', port);
  const hanging = connect(port, '127.0.0.1', () =>
    hanging.write('POST /v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{'),
  );
  hanging.on('error', () => undefined);
  await setTimeout(300);
  server.child.kill('SIGTERM');
  await setTimeout(300);
  expect(server.child.exitCode).toBeNull();
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(143);
  hanging.destroy();
}, 120_000);

test('tenants and invitations by whoever has the database in their hands', async () => {
  const data = ['--data', join(folder, 'hands')];
  const created = await startCli(entry, ['tenant', 'create', 'Another Works', '--json', ...data]).ended;
  expect(created.code).toBe(0);
  const { code } = JSON.parse(created.out) as { code: string };
  const server = await serve('hands', await freePort());
  // It has a tenant already, so none is made; and it says what is still to be founded.
  expect(server.out()).toContain('#/join?code=');
  expect((await found(server.url, code)).status).toBe(200);
  server.child.kill('SIGTERM');
  await server.ended;
  expect((await startCli(entry, ['tenant', ...data]).ended).out).toContain('Another Works');
  const invited = await startCli(entry, ['invite', '--email', 'Fiona@example.org', '--json', ...data]).ended;
  expect(JSON.parse(invited.out)).toMatchObject({ tenant: 'Another Works', code: expect.stringMatching(/^[\w-]{19}$/) as string });
  expect((await startCli(entry, ['invite', '--email', 'nobody@example.org', ...data]).ended).code).toBe(3);
}, 240_000);

test('two servers on one PostgreSQL: each knows at once what the other was told, and either may be killed', async (context) => {
  const postgres = await testPostgres();
  context.skip(postgres === undefined, 'there is no PostgreSQL here');
  if (!postgres) return;
  const own = await postgres.database();
  try {
    const environment = { DATABASE_URL: own.url };
    const one = await serve('both', await freePort(), environment);
    const two = await serve('both', await freePort(), environment);
    const { token } = (await found(one.url, one.code)).value as SignedIn;
    const live = await fetch(`${two.url}v1/live`, { headers: { authorization: `Bearer ${token}` } });
    const reader = live.body?.getReader();
    let heard = '';
    const first = await post(`${one.url}v1/push`, { previous: 0, commands: batch(1, 20) }, token);
    while (!heard.includes(`{"head":${(first.value as PushAnswer).head}}`))
      heard += new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();

    const commands = batch(21, 60);
    const answer = post(`${one.url}v1/push`, { previous: 20, commands }, token).catch(() => undefined);
    await setTimeout(40);
    one.child.kill('SIGKILL');
    await answer;
    const again = await post(`${two.url}v1/push`, { previous: 20, commands }, token);
    expect((again.value as PushAnswer).verdicts.map(({ outcome }) => outcome)).toEqual(commands.map(() => 'accepted'));
    expect(await count(two.url, token)).toBe(80);

    // Devices believe a server by its key: one with another key is not let near the log.
    const stranger = await startCli(entry, ['serve', '--data', join(folder, 'stranger'), '--port', '0'], environment).ended;
    expect(stranger).toMatchObject({ code: 5, out: '' });
    expect(stranger.err).toContain('COUNTERSIGN_SIGNING_KEY');
    two.child.kill('SIGTERM');
    expect(await two.ended).toBe(0);
  } finally {
    await own.drop();
  }
}, 360_000);
