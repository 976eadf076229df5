import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Device, launchDevice } from '../support/device.ts';
import { startServer } from '../support/server-process.ts';
import { expect, test } from './fixtures.ts';

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
}

/** A request as a script of the page makes it; the status is `none` where there is no answer at all. */
const ask = (page: Page, path: string, asked: Asked = {}) =>
  page.evaluate(
    async ([address, { method = 'GET', body }]) => {
      const headers = { 'x-countersign': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await fetch(`/server/ws_1/${address}`, init).catch(() => null);
      return { status: answer?.status ?? 'none', text: (await answer?.text()) ?? '' };
    },
    [path, asked] as const,
  );
const statusOf = async (page: Page, path: string, asked?: Asked) => (await ask(page, path, asked)).status;

const link = (page: Page, url: string) =>
  page.evaluate(async (address) => {
    const input = { workspaceId: 'ws_1', url: address };
    const bridge = Reflect.get(window, 'countersign') as { invoke(name: string, input: unknown): Promise<unknown> } | undefined;
    if (bridge) return void (await bridge.invoke('server.link', input));
    const headers = { 'content-type': 'application/json', 'x-countersign': '1' };
    await fetch('/api/v1/server.link', { method: 'POST', headers, body: JSON.stringify(input) });
  }, url);

/** The first of what the live stream says. */
const firstOfLive = (page: Page) =>
  page.evaluate(async () => {
    const leaving = new AbortController();
    const answer = await fetch('/server/ws_1/v1/live', { headers: { 'x-countersign': '1' }, signal: leaving.signal });
    const first = await answer.body?.pipeThrough(new TextDecoderStream()).getReader().read();
    leaving.abort();
    return first?.value;
  });

/** The devices that one project runs: the web edition is a browser's too. */
const kindsOf = (host: string) => (host === 'double' ? (['double'] as const) : (['browser', 'server'] as const));
const viewport = { width: 1280, height: 800 };

test('a page has its way to a server, loses it, and finds it again, also when the server was killed', async ({ host, folder }) => {
  test.slow();
  for (const kind of kindsOf(host)) {
    const server = await startServer({ folder: join(folder, `${kind}-server`), database: 'pglite' });
    if (!server) throw new Error('PGlite is always there.');
    const device = await launchDevice({ host: kind, folder, name: kind, server, viewport });
    if (kind !== 'server') await link(device.page, device.serverUrl);
    const offline = kind === 'server' ? 'none' : 503;
    const statuses = [await statusOf(device.page, 'v1/session')];
    device.offline(true);
    statuses.push(await statusOf(device.page, 'v1/session'));
    device.offline(false);
    statuses.push(await statusOf(device.page, 'v1/session'));
    await server.stop('SIGKILL');
    statuses.push(await statusOf(device.page, 'v1/session'));
    await server.restart();
    statuses.push(await statusOf(device.page, 'v1/session'));
    expect(statuses, kind).toEqual([401, offline, 401, offline, 401]);
    await close(device);
    await server.remove();
  }
});

for (const database of ['pglite', 'postgres'] as const)
  test(`somebody founds a server on ${database}; no page sees the session, and it outlives the app`, async ({ host, folder }) => {
    test.slow();
    // What is special to a kind of device is the same on either database.
    for (const kind of database === 'pglite' ? kindsOf(host) : kindsOf(host).slice(0, 1)) {
      const server = await startServer({ folder: join(folder, `${kind}-server`), database });
      test.skip(!server, 'there is no PostgreSQL here');
      if (!server) return;
      const device = await launchDevice({ host: kind, folder, name: kind, server, viewport });
      if (kind !== 'server') await link(device.page, device.serverUrl);
      const founding = {
        code: server.foundingCode,
        email: 'dana@example.org',
        passphrase: 'four words in a row',
        device: { id: 'dev-dana-1', name: 'Dana’s laptop' },
        workspace: { from: 'nothing', name: 'Dana Fischer' },
      };
      const founded = await ask(device.page, 'v1/found', { method: 'POST', body: founding });
      expect([founded.status, founded.text]).toEqual([200, expect.not.stringContaining('token')]);
      expect(await device.page.evaluate(() => document.cookie)).toBe('');
      expect(await statusOf(device.page, 'v1/session')).toBe(200);
      expect(await firstOfLive(device.page)).toContain('event: more');
      const page = await device.reopen();
      expect(await statusOf(page, 'v1/session')).toBe(200);
      await server.restart();
      expect(server.foundingCode).toBeNull();
      expect(await statusOf(page, 'v1/session')).toBe(200);
      expect(await statusOf(page, 'v1/sign-out', { method: 'POST' })).toBe(204);
      expect(await statusOf(page, 'v1/session')).toBe(401);
      await close(device);
      await server.remove();
    }
  });

async function close(device: Device): Promise<void> {
  await device.close();
  expect(device.problems).toEqual([]);
}
