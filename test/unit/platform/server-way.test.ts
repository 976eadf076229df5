import { afterEach, expect, test, vi } from 'vitest';
import { err, ok } from '#shared/kernel/result.ts';
import { problem } from '#shared/kernel/problem.ts';
import { createClient } from '#renderer/platform/client.ts';
import { isServerEdition } from '#renderer/platform/edition.ts';
import { httpSession } from '#renderer/platform/page-session.ts';
import { serverWay } from '#renderer/platform/server-way.ts';

const base = 'http://127.0.0.1:4517/';
const answering = (answer: unknown) => createClient({ invoke: () => Promise.resolve(answer), subscribe: () => () => undefined });
const info = (edition: string) =>
  ok({
    kind: 'browser',
    edition,
    version: '1',
    platform: 'linux',
    isPackaged: false,
    canSecrets: false,
    canPrintPdf: false,
    canJournal: true,
  });

afterEach(() => vi.unstubAllGlobals());

/** Answers the page's requests with these, in order, and keeps them. */
function network(...answers: (Response | Error)[]) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (input: URL | string, init?: RequestInit) => {
    const { pathname, search } = new URL(input);
    asked.push(`${init?.method ?? 'GET'} ${pathname}${search} ${new Headers(init?.headers).get('x-countersign') ?? ''}`);
    const next = answers.shift() ?? new Response('{}');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  const way = serverWay({ client: answering(ok({ url: null })), session: httpSession(base), base, isOwn: false });
  return { way, asked };
}

test('requests go below the page’s own origin, after a session and with the header', async () => {
  const { way, asked } = network();
  expect(await (await way.fetch('ws_1', 'v1/pull?after=3')).text()).toBe('{}');
  await way.fetch('ws_1', 'v1/push', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(asked).toEqual(['POST /api/session 1', 'GET /server/ws_1/v1/pull?after=3 1', 'POST /server/ws_1/v1/push 1']);
});

test('a host that forgot the page is asked for a new session once; the server’s own 401 is the caller’s', async () => {
  const forgotten = () => new Response('{}', { status: 401, headers: { 'x-countersign-session': 'missing' } });
  const first = network(new Response(), forgotten(), new Response(), new Response('here'));
  expect(await (await first.way.fetch('ws_1', 'v1/session')).text()).toBe('here');
  expect(first.asked).toHaveLength(4);
  const second = network(new Response(), new Response('{}', { status: 401 }));
  expect((await second.way.fetch('ws_1', 'v1/session')).status).toBe(401);
  expect(second.asked).toHaveLength(2);
});

test('where there is no way it rejects as fetch does, and tries again the next time', async () => {
  const { way } = network(new TypeError('Failed to fetch'), new Response(), new Response('back'));
  await expect(way.fetch('ws_1', 'v1/session')).rejects.toThrow('Failed to fetch');
  expect(await (await way.fetch('ws_1', 'v1/session')).text()).toBe('back');
});

test('the edition is asked for once and remembered for starts without a network', async () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const offline = answering(err(problem('unavailable')));
  expect(await isServerEdition(offline, storage)).toBe(false);
  expect(await isServerEdition(answering(info('server')), storage)).toBe(true);
  expect(await isServerEdition(offline, storage)).toBe(true);
  expect(await isServerEdition(answering(info('local')), null)).toBe(false);
});

test('the server that the page came from is the server of every workspace, and needs no linking', async () => {
  const client = answering(err(problem('forbidden')));
  const way = serverWay({ client, session: httpSession(base), base, isOwn: true });
  expect([await way.of('ws_1'), await way.link('ws_1', 'https://other.example'), await way.unlink('ws_1')]).toEqual([
    ok({ url: base }),
    ok({ url: base }),
    ok({ done: true }),
  ]);
});
