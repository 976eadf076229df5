import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserArgs } from '../support/find-browser.mjs';

/**
 * @typedef {{ records: number, inserts: number, commands: number, starts: number, asks: number }} Size
 * @typedef {{ pack: number[], load: number[], insert: number[], startEmpty: number[], startFull: number[], command: number[], filter: number[], search: number[], searchReady: number[], decisions: number[] }} Times
 * @typedef {{ total: number, filters: number[], searches: number[] }} Answers
 * @typedef {{ times: Times, answers: Answers }} Measured
 */

/** @returns {Times} */
export const noTimes = () => ({
  pack: [],
  load: [],
  insert: [],
  startEmpty: [],
  startFull: [],
  command: [],
  filter: [],
  search: [],
  searchReady: [],
  decisions: [],
});

/**
 * One run of one contestant, on an empty profile on the disk. The browser is started anew before every start that is
 * measured, so that nothing is warm but the operating system's own cache.
 *
 * @param {{ executablePath: string, url: string, name: string, size: Size }} run
 * @returns {Promise<Measured>}
 */
export async function measure({ executablePath, url, name, size }) {
  const profile = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const times = noTimes();
  /**
   * @template T
   * @param {string} phase
   * @param {(page: import('@playwright/test').Page) => Promise<T>} work
   * @returns {Promise<T>}
   */
  const inBrowser = async (phase, work) => {
    const context = await chromium.launchPersistentContext(profile, { executablePath, args: browserArgs });
    try {
      const [page = await context.newPage()] = context.pages();
      /** @type {Promise<never>} */
      const broken = new Promise((_, reject) => {
        page.on('pageerror', (error) => reject(new Error(`${name}: ${error.message}`)));
      });
      await page.goto(`${url}page.html#/${name}/${phase}`);
      await Promise.race([page.waitForFunction(() => 'bench' in window, undefined, { timeout: 300_000 }), broken]);
      const result = await Promise.race([work(page), broken]);
      await page.evaluate(() => window.bench.close());
      return result;
    } finally {
      await context.close();
    }
  };
  const started = (/** @type {import('@playwright/test').Page} */ page) => page.evaluate(() => window.bench.started);

  try {
    await inBrowser('', async () => undefined);
    for (let start = 0; start < size.starts; start++) times.startEmpty.push((await inBrowser('start', started))?.ms ?? Number.NaN);
    await inBrowser('', async (page) => {
      const { pack, load } = await page.evaluate((count) => window.bench.load(count), size.records);
      times.pack.push(pack + load);
      times.load.push(load);
      await page.evaluate(() => window.bench.prepare());
    });
    let total = 0;
    for (let start = 0; start < size.starts; start++) {
      const shown = await inBrowser('start', started);
      times.startFull.push(shown?.ms ?? Number.NaN);
      total = shown?.list.total ?? 0;
    }
    return await inBrowser('', async (page) => {
      const searches = await page.evaluate((asks) => window.bench.searches(asks), size.asks);
      const filters = await page.evaluate((asks) => window.bench.filters(asks), size.asks);
      times.filter.push(...filters.times);
      times.search.push(...searches.times);
      times.command.push(...(await page.evaluate(({ records, commands }) => window.bench.commands(records, commands), size)));
      times.insert.push((await page.evaluate(({ inserts }) => window.bench.insert(inserts, 2), size)) / size.inserts);
      if (name === 'ours') times.searchReady.push(searches.ready);
      if (name === 'ours') times.decisions.push(await page.evaluate(() => window.bench.decisions()));
      return { times, answers: { total, filters: filters.answers.map((answer) => answer.total), searches: searches.answers } };
    });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
