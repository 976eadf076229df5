// `npm run bench [-- --quick] [--json FILE] [--only raw,dexie]`: our store and its peers on the same records, the same
// machine and in the same run, in a real Chromium with its profile on the disk.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';
import { ensureBrowser } from '../support/find-browser.mjs';
import { run } from '../support/processes.mjs';
import { measure, noTimes } from './measure.mjs';
import { printed, rowsOf } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
    port: { type: 'string', default: '4826' },
  },
});
const say = (/** @type {string} */ line) => console.error(line);
const root = 'test/bench';
const outDir = '.cache/bench/pages';
const contestants = (options.only ?? 'ours,raw,dexie,pouchdb,rxdb').split(',');
const runs = options.quick ? 1 : 3;
const size = options.quick
  ? { records: 20_000, inserts: 100, commands: 15, starts: 2, asks: 3 }
  : { records: 100_000, inserts: 500, commands: 50, starts: 5, asks: 5 };

/** The peers have a package file and a lock of their own, and are no part of the product. */
async function installPeers() {
  const mark = `${root}/peers/node_modules/.package-lock.json`;
  const isFresh = existsSync(mark) && statSync(mark).mtimeMs >= statSync(`${root}/peers/package-lock.json`).mtimeMs;
  if (isFresh) return;
  say('Installing the peers…');
  const { code, output } = await run('npm', ['ci', '--prefix', `${root}/peers`, '--ignore-scripts', '--no-audit', '--no-fund'], {
    timeout: 300_000,
  });
  if (code !== 0) throw new Error(`The peers could not be installed:\n${output}`);
}

await installPeers();
const executablePath = await ensureBrowser(say);
if (executablePath === undefined) throw new Error('There is no Chromium here, and none could be installed.');
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: `../../${outDir}`,
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
    rolldownOptions: { input: `${root}/page.html` },
  },
  worker: { format: 'es' },
});
const server = await preview({
  root,
  configFile: false,
  logLevel: 'warn',
  build: { outDir: `../../${outDir}` },
  preview: { host: '127.0.0.1', port: Number(options.port), strictPort: true },
});

/** @type {Record<string, import('./measure.mjs').Times>} */
const measured = {};
/** @type {Map<string, string>} */
const answers = new Map();
try {
  for (let round = 1; round <= runs; round++)
    for (const name of contestants) {
      const from = Date.now();
      const { times, answers: given } = await measure({ executablePath, url: `http://127.0.0.1:${options.port}/`, name, size });
      const all = (measured[name] ??= noTimes());
      for (const key of /** @type {(keyof typeof times)[]} */ (Object.keys(times))) all[key].push(...times[key]);
      answers.set(name, JSON.stringify(given));
      say(`run ${round} of ${runs}: ${name} in ${((Date.now() - from) / 1000).toFixed(1)} s`);
    }
} finally {
  await server.close();
}

// A fast answer that is not the right one is no answer.
if (new Set(answers.values()).size > 1) {
  for (const [name, given] of answers) say(`${name}: ${given}`);
  throw new Error('The contestants do not agree on the answers.');
}

const rows = rowsOf(measured, size.records);
const [cpu] = cpus();
const machine = {
  cpu: cpu?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  node: process.version,
  browser:
    /(?:Chromium|Chrome|Edge)\b.*/.exec((await run(executablePath, ['--version', '--no-sandbox'])).output)?.[0].trim() ?? executablePath,
  at: new Date().toISOString(),
  ...size,
  runs,
};
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, ${machine.browser}; medians of ${runs} run${runs === 1 ? '' : 's'}\n`,
);
console.log(printed(rows));
