import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserArgs, findBrowser } from '../support/find-browser.mjs';
import { freePort } from '../support/free-port.ts';
import { test, expect } from './fixtures.ts';

test.skip(({ host }) => host !== 'browser', 'the desktop needs no service worker');

async function serve(port: number, data: string): Promise<ChildProcess> {
  const host = spawn(process.execPath, ['out/main/start.js', '--browser', '--no-open', '--port', String(port), '--data', data]);
  let said = '';
  for await (const part of host.stdout as AsyncIterable<Buffer>) {
    said += part.toString();
    if (said.includes('Countersign is at')) break;
  }
  return host;
}

test('after one visit the browser edition opens with its host stopped, and is installable', async ({ folder }) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const host = await serve(port, join(folder, 'data'));
  const executablePath = findBrowser();
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: browserArgs,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');

  const manifest = await page.evaluate(async () => {
    const link = document.querySelector('link[rel=manifest]');
    return (await (await fetch(link?.getAttribute('href') ?? '')).json()) as { icons: { src: string }[]; display: string };
  });
  expect(manifest.display).toBe('standalone');
  for (const { src } of manifest.icons) expect((await page.request.get(new URL(src, url).href)).ok(), src).toBe(true);

  host.kill('SIGTERM');
  await once(host, 'exit');
  await page.reload();
  await expect(page.locator('#root > *').first()).toBeAttached();
  const another = await context.newPage();
  await another.goto(`${url}#/inbox`);
  await expect(another.locator('#root > *').first()).toBeAttached();
  const stored = await another.evaluate(async () => {
    const names = await caches.keys();
    const urls = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)));
    return urls.flat();
  });
  expect(stored.filter((address) => address.includes('/api/'))).toEqual([]);
  await context.close();
});

test('eight windows all reach their host, although a browser opens six connections to it', async ({ app }) => {
  test.slow();
  for (let count = 1; count < 8; count++) await app.openWindow('/');
  const statuses = await Promise.all(
    app.context.pages().map((page) =>
      page.evaluate(async () => {
        const headers = { 'content-type': 'application/json', 'x-countersign': '1' };
        const init = { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(10_000) };
        return (await fetch('/api/v1/host.info', init)).status;
      }),
    ),
  );
  expect(statuses).toEqual(Array.from({ length: 8 }, () => 200));
});
