// `npm run check`: the definition of done, without a browser. All pieces run, two at a time; each says what is wrong.
import { runModule } from './processes.mjs';

/** @type {readonly { name: string, file: string, args: readonly string[] }[]} */
const pieces = [
  { name: 'types', file: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'format', file: 'oxfmt/bin/oxfmt', args: ['--check', '.'] },
  { name: 'lint', file: 'oxlint/bin/oxlint', args: ['--type-aware', '--report-unused-disable-directives-severity=error'] },
  { name: 'dead code', file: 'knip/bin/knip.js', args: ['--treat-config-hints-as-errors'] },
  {
    name: 'unit and architecture',
    file: 'vitest/vitest.mjs',
    args: ['run', '-c', 'test/vitest.config.ts', '--project', 'unit', '--project', 'architecture', '--reporter=dot'],
  },
];

const waiting = [...pieces];
/** @type {string[]} */
const failed = [];

async function worker() {
  for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
    const started = Date.now();
    const { code, output } = await runModule(piece.file, piece.args);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✓' : '✗'} ${piece.name} (${seconds} s)`);
    if (code === 0) continue;
    failed.push(piece.name);
    console.log(output.trimEnd());
  }
}

await Promise.all([worker(), worker()]);
console.log(failed.length === 0 ? 'All clean.' : `Not clean: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
