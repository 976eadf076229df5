import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserArgs, findBrowser } from '../support/find-browser.mjs';
import { type Harness, serveStoreHarness } from '../support/store-harness/serve.ts';

/** The store in real Chromium on a real profile: its workers, its locks, and a disk that outlives a killed browser. */
test.describe.configure({ mode: 'serial' });

const PORT = 4790 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
let folder = '';
let harness: Harness;

test.beforeAll(async () => {
  test.skip(test.info().project.name === 'double', 'The store alone has no host.');
  folder = await mkdtemp(join(tmpdir(), 'countersign-store-'));
  harness = await serveStoreHarness(folder, PORT);
});
test.afterAll(async () => {
  if (folder === '') return;
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
  /** SIGKILL to every process of this browser: nothing gets to say goodbye. */
  kill(): Promise<void>;
}

async function launch(profile: string): Promise<Browser> {
  const executablePath = findBrowser();
  const context = await chromium.launchPersistentContext(join(folder, profile), {
    args: browserArgs,
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(harness.url);
  return {
    context,
    page,
    async kill() {
      const closed = new Promise((resolve) => {
        context.on('close', resolve);
      });
      for (const pid of processesWith(join(folder, profile))) process.kill(pid, 'SIGKILL');
      await closed;
    },
  };
}

/** The browser process that was started with this profile; its children go with it. */
function processesWith(profile: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`--user-data-dir=${profile}`))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
}

async function openOn(page: Page, id: string): Promise<void> {
  await page.evaluate(async (name) => {
    await window.store.open(name);
    await window.store.signIn();
  }, id);
}

for (const [what, start] of [
  ['command by command', 'writeForever'],
  ['in the middle of a bulk', 'bulkForever'],
] as const)
  test(`a browser that is killed ${what} finds everything that was said to be saved`, async () => {
    test.skip(process.platform === 'win32', 'There is no SIGKILL to a whole browser there.');
    const saved: string[] = [];
    const profile = `killed-${start}`;
    for (let round = 0; round < 3; round++) {
      const browser = await launch(profile);
      await browser.page.exposeFunction('tell', (ids: string) => saved.push(...ids.split(' ')));
      await openOn(browser.page, 'killed');
      const had = saved.length;
      await browser.page.evaluate((method) => {
        const tell: unknown = Reflect.get(window, 'tell');
        void window.store[method](tell as (ids: string) => void);
      }, start);
      await expect.poll(() => saved.length - had, { timeout: 20_000 }).toBeGreaterThan(20 + round * 13);
      await browser.kill();
    }

    const browser = await launch(profile);
    await openOn(browser.page, 'killed');
    expect(await browser.page.evaluate((ids) => window.store.present(ids), saved)).toBe(saved.length);
    const { total, isGapFree, waiting } = await browser.page.evaluate(() => window.store.check());
    expect(isGapFree).toBe(true);
    // One more command than parcels: Anna herself. What was written and not yet said is whole too.
    expect(waiting).toBe(total + 1);
    expect(total).toBeGreaterThanOrEqual(saved.length);
    expect(await browser.page.evaluate(() => window.store.make(1))).toBe(true);
    await browser.context.close();
  });

test('two windows: both write, both see it, the session is the window’s own and outlives its reload', async () => {
  const browser = await launch('windows');
  await openOn(browser.page, 'windows');
  const other = await browser.context.newPage();
  await other.goto(harness.url);
  await other.evaluate(() => window.store.open('windows'));
  expect(await other.evaluate(() => window.store.actor())).toBeNull();
  await other.evaluate(() => window.store.signIn());

  await Promise.all(
    [browser.page, other].map((page) =>
      page.evaluate(async () => {
        for (let n = 0; n < 25; n++) if (!(await window.store.make(n))) throw new Error('refused');
      }),
    ),
  );
  await expect.poll(() => other.evaluate(async () => (await window.store.check()).total)).toBe(50);
  await expect.poll(() => browser.page.evaluate(() => window.store.check())).toEqual({ total: 50, isGapFree: true, waiting: 51 });

  await other.reload();
  await other.evaluate(() => window.store.open('windows'));
  expect(await other.evaluate(() => window.store.actor())).not.toBeNull();
  expect(await other.evaluate(async () => (await window.store.check()).total)).toBe(50);
  await browser.context.close();
});

test('a bulk in pages, folded, searched, saved to one file and restored: equal', async () => {
  const browser = await launch('bulk');
  const { page } = browser;
  await openOn(page, 'bulk');
  expect(await page.evaluate(async () => (await window.store.bulk(3_000)).accepted)).toBe(3_000);
  expect(await page.evaluate(async () => (await window.store.page({ kind: 'parcel', limit: 10 })).total)).toBe(3_000);
  await page.evaluate(() => window.store.make(7));
  await expect.poll(() => page.evaluate(() => window.store.searchState().isReady), { timeout: 20_000 }).toBe(true);
  expect(await page.evaluate(async () => (await window.store.search('parcel 2999')).map((head) => head.label))).toContain('Parcel 2999');
  const before = await page.evaluate(() => window.store.digest('bulk'));
  await page.evaluate(() => window.store.tidy(1));
  expect(await page.evaluate(() => window.store.digest('bulk'))).toBe(before);
  expect(await page.evaluate(() => window.store.backupAndRestore())).toBeGreaterThan(1_000);
  expect(await page.evaluate(() => window.store.digest('bulk'))).toBe(before);
  await browser.context.close();
});
