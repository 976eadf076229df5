import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchDevice } from '../support/device.ts';
import { startServer } from '../support/server-process.ts';
import { expect, test } from './fixtures.ts';

/** The status of a request as a script of the page makes it, or `none` where there is no answer at all. */
const ask = (page: Page, path: string) =>
  page.evaluate(async (address) => {
    const answer = await fetch(`/server/ws_1/${address}`, { headers: { 'x-countersign': '1' } }).catch(() => null);
    return answer?.status ?? 'none';
  }, path);

const link = (page: Page, url: string) =>
  page.evaluate(async (address) => {
    const input = { workspaceId: 'ws_1', url: address };
    const bridge = Reflect.get(window, 'countersign') as { invoke(name: string, input: unknown): Promise<unknown> } | undefined;
    if (bridge) return void (await bridge.invoke('server.link', input));
    const headers = { 'content-type': 'application/json', 'x-countersign': '1' };
    await fetch('/api/v1/server.link', { method: 'POST', headers, body: JSON.stringify(input) });
  }, url);

test('a page has its way to a server, loses it, and finds it again, also when the server was killed', async ({ host, folder }) => {
  test.slow();
  for (const kind of host === 'double' ? (['double'] as const) : (['browser', 'server'] as const)) {
    const server = await startServer({ folder: join(folder, `${kind}-server`), database: 'pglite' });
    if (!server) throw new Error('PGlite is always there.');
    expect(server.foundingCode).toMatch(/^[A-Z0-9-]{8,}$/);
    const device = await launchDevice({ host: kind, folder, name: kind, server, viewport: { width: 1280, height: 800 } });
    if (kind !== 'server') await link(device.page, device.serverUrl);
    const offline = kind === 'server' ? 'none' : 503;
    const statuses = [await ask(device.page, 'v1/session')];
    device.offline(true);
    statuses.push(await ask(device.page, 'v1/session'));
    device.offline(false);
    statuses.push(await ask(device.page, 'v1/session'));
    await server.stop('SIGKILL');
    statuses.push(await ask(device.page, 'v1/session'));
    await server.restart();
    statuses.push(await ask(device.page, 'v1/session'));
    await device.reopen();
    statuses.push(await ask(device.page, 'v1/session'));
    expect(statuses, kind).toEqual([401, offline, 401, offline, 401, 401]);
    await device.close();
    expect(device.problems).toEqual([]);
    await server.remove();
  }
});
