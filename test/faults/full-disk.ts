import { execFile } from 'node:child_process';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { setStage, type Stage, type StageOptions } from './stage.ts';

const run = promisify(execFile);

interface FullDiskOptions extends StageOptions {
  /** Whose disk is full. */
  readonly what: 'device' | 'server';
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly report: (stage: Stage, played: Readonly<Record<string, number | string>>) => Promise<boolean>;
}

/** The database of a server is some 60 MB before there is anything in it. */
const SIZES = { device: '120m', server: '400m' } as const;
const PATIENCE = 90_000;

/**
 * Fills the small disk that a device or the server is on while commands are given, frees it again and starts all anew. What was said
 * to be saved is there; what was not was refused in words.
 */
export async function fillDisk({ what, seed, say, report, ...options }: FullDiskOptions): Promise<'kept' | 'broken' | 'skipped'> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    say('A full disk was not tried: making a small one (tmpfs) needs root on Linux.');
    return 'skipped';
  }
  const disk = join(options.folder, 'disk');
  await mkdir(disk);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZES[what]}`, 'countersign', disk]).catch((cause: unknown) =>
    String(cause),
  );
  if (typeof mounted === 'string') {
    say(`A full disk was not tried: it could not be mounted. ${mounted}`);
    return 'skipped';
  }
  try {
    const place = join(disk, 'data');
    const stage = await setStage({ ...options, ...(what === 'device' ? { profile: place } : { serverFolder: place }) });
    if (!stage) return 'skipped';
    try {
      return await onDisk(stage, disk, { what, seed, say, report });
    } finally {
      await stage.remove();
    }
  } finally {
    await run('umount', ['-l', disk]);
  }
}

async function onDisk(stage: Stage, disk: string, { what, seed, say, report }: Pick<FullDiskOptions, 'what' | 'seed' | 'say' | 'report'>) {
  const { devices, server, ledger } = stage;
  const [first] = devices;
  for (const [index, device] of devices.entries()) await device.work(seed + index);
  await setTimeout(3_000);
  const before = ledger.saved.size;
  const filler = join(disk, 'filler');
  await fill(filler);
  say(`The disk of the ${what} is full; ${before} commands were saved before.`);

  const said = new Set<string>();
  for (const until = Date.now() + PATIENCE; Date.now() < until; await setTimeout(250)) {
    // What is given back by the other side (a log that is folded) is taken again.
    await fill(filler);
    const { trouble, problem } = await first.page.evaluate(() => window.faults.state());
    const words = what === 'device' ? trouble : problem;
    if (words !== null) said.add(words);
    const count = [...ledger.refused.values()].reduce((sum, one) => sum + one, 0);
    if (said.size > 0 && (what === 'server' || count >= 10)) break;
  }
  await setTimeout(3_000);
  for (const words of said) say(`It says: ${words}`);
  const meanwhile = ledger.saved.size - before;
  say(`${meanwhile} more were saved meanwhile, on all devices.`);

  // As it is found the next morning: killed, then space was made.
  if (what === 'device') await first.kill();
  else await server.stop('SIGKILL');
  await rm(filler);
  if (what === 'device') {
    const why = await first.reopen();
    if (why !== null) throw new Error(`${first.name} cannot go on: ${why}`);
    await first.work(seed + 100);
  } else await server.restart();
  await setTimeout(2_000);
  for (const device of devices) await device.tend();
  const isKept = await report(stage, { 'full disk of the': what, 'saved while it was full': meanwhile });
  const isSaid = [...said, ...ledger.refused.keys()].some((words) => /\b(full|space)\b/i.test(words));
  if (!isSaid) say('BROKEN: nobody was told that the disk is full.');
  return isKept && isSaid ? 'kept' : 'broken';
}

/** Takes all the space that is left. */
async function fill(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(join(path, '..'));
  if (bavail === 0) return;
  const file = await open(path, 'a');
  try {
    const part = Buffer.alloc(Math.min(bsize, 4096) * 16);
    for (;;) if ((await file.write(part)).bytesWritten < part.length) return;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause;
  } finally {
    await file.close();
  }
}
