import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { switches } from '#main/electron/switches.ts';
import { type Cable, layCable } from '#test/support/cable.ts';
import { browserArgs, findBrowser } from '#test/support/find-browser.mjs';
import type { Shown } from './check-ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Somebody, Told } from './page/page.ts';
import { hostPage } from './page-host.ts';

/** Somebody's Chromium with its profile on the disk, who works whenever it runs. */
export interface FaultDevice {
  readonly name: string;
  readonly person: Somebody;
  readonly cable: Cable;
  readonly page: Page;
  /** How often the person had to sign in at the server again: a cookie that was not on the disk yet when the power went. */
  readonly signIns: number;
  /** SIGKILL to every process of this browser: nothing gets to say goodbye. */
  kill(): Promise<void>;
  /** Starts again on the same disk. Answers what is in the way of going on, in words. */
  reopen(): Promise<string | null>;
  work(seed: number): Promise<void>;
  /** Signs in at the server again where that is needed. */
  tend(): Promise<void>;
  /** Everything given is at the server and answered, and everything there is here. */
  drain(patience: number): Promise<void>;
  shown(): Promise<Shown>;
  close(): Promise<void>;
}

export interface FaultDeviceOptions {
  readonly index: number;
  readonly folder: string;
  readonly pages: string;
  readonly serverUrl: string;
  readonly port: number;
  readonly ledger: Ledger;
  /** How Electron keeps IndexedDB; browsers have their own way. */
  readonly isElectrons: boolean;
  /** Where the profile is, if not in the folder. */
  readonly profile?: string;
}

export async function faultDevice({
  index,
  folder,
  pages,
  serverUrl,
  port,
  ledger,
  isElectrons,
  ...options
}: FaultDeviceOptions): Promise<FaultDevice> {
  const name = `device ${index + 1}`;
  const person = { name: `Person ${index + 1}`, email: `person${index + 1}@halden.example`, passphrase: 'seven quiet harbours' };
  const profile = options.profile ?? join(folder, `profile-${index + 1}`);
  const cable = await layCable(serverUrl, port + 10 + index);
  const host = await hostPage({ folder: pages, port: port + index, to: cable.url, onVerdict: ledger.acknowledge });
  let signIns = 0;

  const start = async () => {
    const executablePath = findBrowser();
    const own = isElectrons ? switches.map(([key, value]) => `--${key}=${value}`) : [];
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...browserArgs, ...own, `--disk-cache-dir=${join(folder, `cache-${index + 1}`)}`],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.exposeFunction('tell', (told: Told) => {
      if ('saved' in told) ledger.save(name, told.saved);
      else ledger.refuse(told.refused);
    });
    await page.goto(host.url);
    await page.waitForFunction(() => 'faults' in window);
    return { context, page };
  };
  let running: { readonly context: BrowserContext; readonly page: Page } = await start();
  const state = () => running.page.evaluate(() => window.faults.state());
  const tend = async () => {
    if ((await state()).phase !== 'signedOut') return;
    const why = await running.page.evaluate((who) => window.faults.signInAtServer(who), person);
    if (why === null) signIns++;
    // The server may be away just now; attempts are counted there.
    else await setTimeout(4_000);
  };

  return {
    name,
    person,
    cable,
    get page() {
      return running.page;
    },
    get signIns() {
      return signIns;
    },
    async kill() {
      const closed = new Promise((resolve) => {
        running.context.once('close', resolve);
      });
      for (const pid of processesWith(profile)) process.kill(pid, 'SIGKILL');
      await closed;
      // It names a process that is gone; a person is asked whether to go on all the same.
      await rm(join(profile, 'SingletonLock'), { force: true });
    },
    async reopen() {
      running = await start();
      return running.page.evaluate((passphrase) => window.faults.open(passphrase), person.passphrase);
    },
    work: (seed) => running.page.evaluate((from) => window.faults.work(from), seed),
    tend,
    async drain(patience) {
      for (const until = Date.now() + patience; ; await setTimeout(250)) {
        const { phase, waiting, problem, stopped } = await state();
        if (phase === 'live' && waiting === 0) return;
        if (phase === 'signedOut') await tend();
        else if (phase === 'backingOff') await running.page.evaluate(() => window.faults.poke());
        if (stopped !== null || Date.now() > until)
          throw new Error(`${name} does not come to an end: ${phase}, ${waiting} waiting. ${stopped ?? problem ?? ''}`);
      }
    },
    async shown() {
      const refused = await running.page.evaluate(() => window.faults.refused());
      return { name, ...(await running.page.evaluate(() => window.faults.digest())), refused: new Set(refused) };
    },
    async close() {
      await running.context.close();
      host.close();
      await cable.remove();
    },
  };
}

/** The browser process that was started with this profile; its children go with it. */
function processesWith(profile: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args=', '-ww'], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`--user-data-dir=${profile} `) || line.endsWith(`--user-data-dir=${profile}`))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
}
