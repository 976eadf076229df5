import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { run, runModule } from './processes.mjs';

/** Where a Chromium or Chrome is, when it is not on the PATH. */
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** What installs Chromium, by the system's package manager. `chromium` is a real package in each of these. */
const packageManagers = [
  {
    has: '/usr/bin/apt-get',
    steps: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    ],
  },
  { has: '/usr/bin/dnf', steps: [['dnf', 'install', '-y', 'chromium']] },
  { has: '/sbin/apk', steps: [['apk', 'add', '--no-cache', 'chromium']] },
  { has: '/usr/bin/pacman', steps: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  { has: '/usr/bin/zypper', steps: [['zypper', '--non-interactive', 'install', 'chromium']] },
];

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

/** Chromium's own sandbox cannot start as root; its tests need nothing else. */
export const browserArgs = isRoot ? ['--no-sandbox'] : [];

/**
 * All browsers on this machine, the preferred one first: a path in COUNTERSIGN_BROWSER, Playwright's own, the system's.
 *
 * @returns {string[]}
 */
function candidates() {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name + (isWindows ? '.exe' : ''))));
  return [process.env['COUNTERSIGN_BROWSER'] ?? '', chromium.executablePath(), ...onPath, ...usualPlaces].filter(
    (path) => path !== '' && existsSync(path),
  );
}

/** The path of the browser to test in, or undefined. It looks, and starts nothing. */
export const findBrowser = () => candidates()[0];

/** The first browser that really starts: one without its libraries, or a stub of a package, does not count. */
async function workingBrowser() {
  for (const path of new Set(candidates())) {
    if (isWindows) return path;
    const { code } = await run(path, ['--version', ...browserArgs], { timeout: 30_000 });
    if (code === 0) return path;
  }
  return undefined;
}

/**
 * Runs steps as root: as it is when root, and else only where sudo asks no question.
 *
 * @param {readonly (readonly string[])[]} steps
 */
async function runAsRoot(steps) {
  const canSudo = isRoot || (await run('sudo', ['-n', 'true'], { timeout: 5000 })).code === 0;
  if (!canSudo) return;
  for (const step of steps)
    await run(isRoot ? 'env' : 'sudo', [...(isRoot ? [] : ['-n', 'env']), 'DEBIAN_FRONTEND=noninteractive', ...step], { timeout: 240_000 });
}

/**
 * A browser that starts: found, else fetched by Playwright, else installed by the system's package manager.
 * Undefined when none of it is possible here.
 *
 * @param {(line: string) => void} say
 */
export async function ensureBrowser(say) {
  const found = await workingBrowser();
  if (found !== undefined) return found;
  say('There is no Chromium here yet; asking Playwright for its own.');
  await runModule('@playwright/test/cli.js', ['install', 'chromium'], { timeout: 150_000 });
  const fetched = await workingBrowser();
  if (fetched !== undefined) return fetched;
  // A fetched Chromium starts only with the system's libraries that it links to.
  if (existsSync(chromium.executablePath()))
    await runAsRoot([[process.execPath, 'node_modules/@playwright/test/cli.js', 'install-deps', 'chromium']]);
  const completed = await workingBrowser();
  if (completed !== undefined) return completed;
  say("Playwright could not provide one; asking the system's package manager.");
  const manager = packageManagers.find(({ has }) => existsSync(has));
  if (manager) await runAsRoot(manager.steps);
  return workingBrowser();
}
