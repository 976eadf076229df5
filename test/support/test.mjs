// `npm test`: everything, on a machine with nothing prepared. It builds the product, runs the unit, integration and
// architecture tests and the simulation, then the end-to-end specs in a real browser. The last line has the true totals of all of them.
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBrowser } from './find-browser.mjs';
import { runModule } from './processes.mjs';
import { readResults, resultFiles, totals, totalsLine } from './results.mjs';

const say = (/** @type {string} */ line) => console.log(line);
const started = Date.now();
rmSync('.cache/results', { recursive: true, force: true });
mkdirSync('.cache/results', { recursive: true });

/** @type {import('./results.mjs').TestResult[]} */
const steps = [];
const record = (/** @type {string} */ suite, /** @type {string} */ name, /** @type {boolean} */ isPassed) => {
  steps.push({ suite, file: '', name, outcome: isPassed ? 'passed' : 'failed' });
  return isPassed;
};

say('\n— build');
const build = await runModule('electron-vite/bin/electron-vite.js', ['build'], { timeout: 240_000 });
if (!record('build', 'the product builds', build.code === 0)) say(build.output);

say('\n— unit, integration, architecture and simulation');
const vitest = await runModule(
  'vitest/vitest.mjs',
  ['run', '-c', 'test/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFiles.vitest}`],
  { echo: true, timeout: 900_000 },
);

say('\n— end to end');
const browser = await ensureBrowser(say);
let isE2eRun = false;
let e2eCode = 1;
if (browser === undefined)
  record('e2e', 'No Chromium was found and none could be installed: install Chromium or Chrome, or set COUNTERSIGN_BROWSER to one.', false);
else if (build.code !== 0) record('e2e', 'not run, because the build failed', false);
else {
  isE2eRun = true;
  say(`in ${browser}`);
  const e2e = await runModule('@playwright/test/cli.js', ['test', '-c', 'test/playwright.config.ts'], {
    echo: true,
    timeout: 1_500_000,
    env: { COUNTERSIGN_BROWSER: browser },
  });
  e2eCode = e2e.code;
}

const results = [...steps, ...readResults()];
const hasFailed = (/** @type {string} */ suite) => results.some((one) => one.suite.startsWith(suite) && one.outcome === 'failed');
const expected = ['unit', 'integration', 'architecture', 'simulation', ...(isE2eRun ? ['e2e browser', 'e2e double'] : [])];
for (const suite of expected)
  if (!results.some((one) => one.suite === suite && one.outcome !== 'skipped'))
    results.push({ suite, file: '', name: `the suite ${suite} did not run`, outcome: 'failed' });
// A runner that failed without a failed test (a crash, a time limit) is a failure of its own.
if (vitest.code !== 0 && !['unit', 'integration', 'architecture', 'simulation'].some(hasFailed))
  results.push({ suite: 'vitest', file: '', name: `vitest ended with code ${vitest.code}`, outcome: 'failed' });
if (isE2eRun && e2eCode !== 0 && !hasFailed('e2e'))
  results.push({ suite: 'e2e', file: '', name: `playwright ended with code ${e2eCode}`, outcome: 'failed' });

say('\n— failed');
const failed = results.filter((one) => one.outcome === 'failed');
for (const one of failed) say(`  ${one.suite}  ${one.file} ${one.name}`);
if (failed.length === 0) say('  nothing');

say(`\n— suites, in ${Math.round((Date.now() - started) / 1000)} s`);
for (const suite of new Set(results.map((one) => one.suite)))
  say(`  ${suite.padEnd(14)} ${totalsLine(totals(results.filter((one) => one.suite === suite)))}`);
say(`\n${totalsLine(totals(results))}`);
process.exitCode = failed.length === 0 ? 0 : 1;
