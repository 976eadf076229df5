// `npm run simulate -- --seeds N --from M --jobs K`: plays N worlds from seed M on, K at a time. Of a world that breaks a promise it
// prints the shortest story and keeps it in test/simulation/stories, where every test run tells it first.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string' },
    keep: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
const jobs = Math.max(1, Number(values.jobs ?? availableParallelism()));
if (![seeds, from].every((one) => Number.isSafeInteger(one) && one > 0)) {
  process.stderr.write('Usage: npm run simulate -- --seeds 2000 --from 1 --jobs 2 [--no-keep]\n');
  process.exit(2);
}

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const started = Date.now();
const stories = new URL('stories/', import.meta.url);
let [played, shown] = [0, 0];
/** @type {number[]} */
const failed = [];

/** @typedef {{ failed: number, shortest: { story: { seed: number, steps: object[] }, check: string, detail: string } }} Found */
/** @param {Found} found */
function report({ failed: seed, shortest }) {
  failed.push(seed);
  say(`\nSeed ${seed} breaks “${shortest.check}”: ${shortest.detail}`);
  for (const step of shortest.story.steps) say(`  ${JSON.stringify(step)}`);
  if (!values.keep) return;
  mkdirSync(stories, { recursive: true });
  writeFileSync(new URL(`${shortest.check}-${seed}.json`, stories), `${JSON.stringify(shortest, null, 2)}\n`);
}

/** @param {number} job */
function run(job) {
  return new Promise((resolve) => {
    const args = ['--import', './test/support/typescript.mjs', 'test/simulation/run-seeds.ts', from + job, from + seeds - 1, jobs].map(
      String,
    );
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = /** @type {Found | { played: number }} */ (JSON.parse(line));
      if ('failed' in said) report(said);
      else played += said.played;
      if (played - shown < Math.max(200, seeds / 50) && played < seeds) return;
      shown = played;
      say(`${played} of ${seeds} worlds, ${failed.length} failed, ${Math.round((Date.now() - started) / 1000)} s`);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const codes = await Promise.all(Array.from({ length: jobs }, (_, job) => run(job)));
say(
  failed.length === 0
    ? `${played} worlds, every promise kept`
    : `${failed.length} of ${played} worlds broke a promise: seeds ${failed.join(', ')}`,
);
process.exitCode = failed.length > 0 || codes.some((code) => code !== 0) || played !== seeds ? 1 : 0;
