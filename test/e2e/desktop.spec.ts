import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchDouble } from '../support/electron-double/launch.ts';
import { expect, test } from './fixtures.ts';

/** The built main and preload behind the double, probed as an attacker and as a person would. Only on that host. */
test.skip(({ host }) => host !== 'double', 'these probe the desktop');

interface Bridge {
  invoke(name: string, input: unknown): Promise<{ ok: boolean; value?: Record<string, unknown>; error?: { status: number } }>;
}

const invoke = (page: Page, name: string, input: unknown) =>
  page.evaluate(([endpoint, value]) => (Reflect.get(window, 'countersign') as Bridge).invoke(endpoint, value), [name, input] as const);

/** Runs text as the page itself would, under its policy; page.evaluate alone is above it. */
const asThePage = (page: Page, script: string) =>
  page.evaluate((text) => {
    const element = document.createElement('script');
    try {
      element.textContent = text;
      document.head.append(element);
    } catch (reason) {
      Reflect.set(window, 'probe', String(reason));
    }
    return Reflect.get(window, 'probe') as unknown;
  }, script);

test('a page has no Node, no Electron and no inline script', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window))).toEqual([]);
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'countersign') as object).toSorted())).toEqual(['invoke', 'subscribe']);
  expect(await asThePage(page, 'window.probe = "ran"')).not.toBe('ran');
  const blocked = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const frame = document.createElement('iframe');
        frame.src = 'https://evil.example/';
        document.body.append(frame);
      }),
  );
  expect(blocked).toBe('frame-src');
  await double.close();
});

test('a page stays where it is, and only https leaves the app', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.com/help');
    window.open('http://example.com/');
    location.href = 'https://evil.example/';
  });
  await expect.poll(async () => (await double.state()).external).toEqual(['https://example.com/help']);
  expect(page.url()).toBe(before);
  expect(double.windows()).toHaveLength(1);
  await double.close();
});

test('no path leaves the renderer’s folder', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  const statuses = await page.evaluate(async () =>
    Promise.all(
      ['/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/assets/', '/nothing.js'].map(async (path) => (await fetch(path)).status),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
  await double.close();
});

test('IndexedDB is on SQLite, and survives a power cut', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('probe', 1);
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'));
        opening.addEventListener('error', () => reject(new Error('not opened')));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' });
          writing.objectStore('rows').put('kept', 1);
          writing.addEventListener('complete', () => resolve());
        });
      }),
  );
  await double.kill();
  const stores = readdirSync(join(folder, 'profile', 'Default', 'IndexedDB'), { recursive: true, encoding: 'utf8' });
  expect(stores.filter((name) => /leveldb/.test(name))).toEqual([]);
  const headers = stores
    .map((name) => join(folder, 'profile', 'Default', 'IndexedDB', name))
    .map((path) => readFirst(path))
    .filter((text) => text === 'SQLite format 3');
  expect(headers.length).toBeGreaterThan(0);
  const again = await launchDouble({ dataDir: folder });
  const kept = await (
    await again.firstWindow()
  ).evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('probe', 1);
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('rows').objectStore('rows').get(1);
          reading.addEventListener('success', () => resolve(reading.result));
        });
      }),
  );
  expect(kept).toBe('kept');
  await again.close();
});

test('a file is saved where the person says, whole; a canceled dialog saves nothing', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  const save = () => invoke(page, 'files.save', { name: 'a.csv', kind: { label: 'CSV', extensions: ['csv'] }, bytes: btoa('id;title') });
  expect(await save()).toEqual({ ok: true, value: { outcome: 'canceled' } });
  double.dialogs.save = () => join(folder, 'saved.csv');
  const saved = await save();
  expect(saved.value).toMatchObject({ outcome: 'saved', name: 'saved.csv' });
  expect(JSON.stringify(saved)).not.toContain(folder);
  expect(readFileSync(join(folder, 'saved.csv'), 'utf8')).toBe('id;title');
  const read = await invoke(page, 'files.read', { handle: saved.value?.['handle'], offset: 3, length: 100 });
  expect(read.value).toEqual({ bytes: btoa('title'), isEnd: true });
  await double.close();
});

test('the window prints to a tagged PDF', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder, dialogs: { save: () => join(folder, 'page.pdf') } });
  const page = await double.firstWindow();
  // An empty page has nothing to tag.
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect((await invoke(page, 'print.pdf', { name: 'page.pdf' })).value).toMatchObject({ outcome: 'saved' });
  const pdf = readFileSync(join(folder, 'page.pdf'), 'latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('/MarkInfo');
  await double.close();
});

test('secrets are kept by the system’s key store, and refused without one', async ({ folder }) => {
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  await invoke(page, 'secrets.set', { name: 'token', value: 'open sesame' });
  expect((await invoke(page, 'secrets.get', { name: 'token' })).value).toEqual({ value: 'open sesame' });
  expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('sesame');
  await double.close();
  const without = await launchDouble({ dataDir: folder, env: { COUNTERSIGN_DOUBLE_KEYSTORE: 'basic_text' } });
  const refused = await invoke(await without.firstWindow(), 'secrets.set', { name: 'token', value: 'x' });
  expect(refused).toMatchObject({ ok: false, error: { status: 503 } });
  await without.close();
});

test('links, menu entries, notices and a second start reach the page', async ({ folder }) => {
  const record = 'chg_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f';
  const double = await launchDouble({ dataDir: folder });
  const page = await double.firstWindow();
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Reflect.set(window, 'heard', heard);
    const bridge = Reflect.get(window, 'countersign') as { subscribe(listener: (event: unknown) => void): () => void };
    bridge.subscribe((event) => heard.push(event));
  });
  await double.openUrl(`countersign://record/${record}`);
  await double.openUrl('countersign://record/../../etc');
  await double.secondInstance(['countersign', `countersign://record/${record}`]);
  await double.chooseMenu('Go', 'Command palette');
  await invoke(page, 'notify.show', { title: 'Due', body: 'Firewall rule', route: '/changes' });
  await double.clickNotice(0);
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'heard') as unknown))
    .toEqual([
      { type: 'link.opened', data: { record } },
      { type: 'link.opened', data: { record } },
      { type: 'menu.chosen', data: { action: 'palette.open' } },
      { type: 'route.requested', data: { route: '/changes' } },
    ]);
  await double.close();
});

test('a link that starts the app waits until the page listens', async ({ folder }) => {
  const record = 'chg_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f';
  const double = await launchDouble({ dataDir: folder, args: [`countersign://record/${record}`] });
  const page = await double.firstWindow();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect((await double.state()).linkSchemes).toEqual(['countersign']);
  expect(await double.close()).toBe(0);
});

/** The first 15 bytes of a file as text; none for a folder. */
function readFirst(path: string): string {
  try {
    return readFileSync(path).subarray(0, 15).toString('latin1');
  } catch {
    return '';
  }
}
