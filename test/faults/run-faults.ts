import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillDisk } from './full-disk.ts';
import { seeded } from './random.ts';
import { playRounds } from './rounds.ts';
import { setStage, type Stage, type StageOptions } from './stage.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    database: { type: 'string', default: 'pglite' },
    seed: { type: 'string', default: '1' },
    devices: { type: 'string', default: '3' },
    port: { type: 'string', default: '4900' },
    build: { type: 'string', default: '.' },
    'full-disk': { type: 'string' },
  },
});
const [rounds, seed, devices, port] = [values.rounds, values.seed, values.devices, values.port].map(Number) as [
  number,
  number,
  number,
  number,
];
const disk = values['full-disk'];
const isSound =
  [rounds, seed, devices, port].every((one) => Number.isSafeInteger(one) && one > 0) &&
  (values.database === 'pglite' || values.database === 'postgres') &&
  (disk === undefined || disk === 'device' || disk === 'server') &&
  devices <= 8;
if (!isSound) {
  process.stderr.write(
    'Usage: npm run faults -- --rounds 20 --database pglite|postgres --seed 1 --devices 3 [--full-disk device|server]\n',
  );
  process.exit(2);
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'countersign-faults-'));
const options: StageOptions = {
  folder,
  database: values.database === 'postgres' ? 'postgres' : 'pglite',
  devices,
  port,
  build: values.build,
};
const started = Date.now();
let outcome: 'kept' | 'broken' | 'skipped' = 'broken';

/** Says what became of it all. Answers whether every promise was kept. */
async function report(stage: Stage, played: Readonly<Record<string, number | string>>): Promise<boolean> {
  say('Everything comes to its end…');
  const { lost, twice, different, outcomes, audit } = await stage.check();
  const rows: readonly (readonly [string, number | string])[] = [
    ['seed', seed],
    ['database', options.database],
    ...Object.entries(played),
    ['signed in again', stage.devices.reduce((sum, { signIns }) => sum + signIns, 0)],
    ['commands said to be saved', stage.ledger.saved.size],
    ...[...outcomes].map(([outcome, count]) => [`  ${outcome}`, count] as const),
    ['verdicts that arrived', stage.ledger.acknowledged.size],
    ['lost', lost.length],
    ['twice', twice.length],
    ['devices that differ', `${different.length} of ${stage.devices.length}`],
    ['audit verify ends with', audit.code],
    ['seconds', Math.round((Date.now() - started) / 1000)],
  ];
  for (const [what, count] of rows) say(`${what.padEnd(28)}${String(count).padStart(10)}`);
  for (const [words, count] of stage.ledger.refused) say(`not saved, ${count} times: ${words}`);
  for (const finding of [...lost, ...twice, ...different].slice(0, 40)) say(`BROKEN: ${finding}`);
  if (audit.code !== 0) say(audit.said);
  const isUncaught = [...stage.ledger.refused.keys()].some((words) => words.startsWith('uncaught'));
  return lost.length + twice.length + different.length + audit.code === 0 && !isUncaught && stage.ledger.saved.size > 0;
}

async function killAndLook(): Promise<typeof outcome> {
  const stage = await setStage(options);
  if (!stage) return 'skipped';
  try {
    const kills = await playRounds(stage, { rounds, random: seeded(seed), say });
    const played = { rounds, 'server killed': kills.server + kills.both, 'browser killed': kills.device + kills.both };
    return (await report(stage, { ...played, 'both at once': kills.both, 'line broken': kills.cable })) ? 'kept' : 'broken';
  } finally {
    await stage.remove();
  }
}

try {
  const what = disk === 'server' ? 'server' : 'device';
  outcome = disk === undefined ? await killAndLook() : await fillDisk({ ...options, what, seed, say, report });
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
say({ kept: 'Every promise was kept.', broken: 'A promise was broken.', skipped: 'Skipped.' }[outcome]);
process.exit(outcome === 'broken' ? 1 : 0);
