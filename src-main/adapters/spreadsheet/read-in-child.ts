import { spawn } from 'node:child_process';
import { badFile } from '#shared/importers/bad-file.ts';
import type { XlsxTable } from '#shared/importers/xlsx.importer.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { err, type Result } from '#shared/kernel/result.ts';

/** What reading one foreign workbook may cost. */
export interface ReadLimits {
  readonly memoryMb: number;
  readonly milliseconds: number;
}
/** Measured: 100 000 rows of 15 columns need 1.8 GB and 11 s of processor time. */
const LIMITS: ReadLimits = { memoryMb: 2_048, milliseconds: 120_000 };
const MAX_ANSWER = 300_000_000;

/**
 * Reads a workbook in a process of its own, which may be killed: a file that takes too long or too much memory costs that process and
 * nothing else. `entry` is a program that answers `args` by reading bytes from stdin and writing a `Result` as JSON.
 */
export function readInChild(
  bytes: Uint8Array,
  entry: string,
  args: readonly string[],
  limits: ReadLimits = LIMITS,
): Promise<Result<XlsxTable, Refusal>> {
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.memoryMb}`, entry, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const give = (result: Result<XlsxTable, Refusal>) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(result);
    };
    const timer = setTimeout(
      () => give(err(badFile('tooLarge', `The workbook takes longer than ${limits.milliseconds / 1000} s to read.`, 'Export it as CSV.'))),
      limits.milliseconds,
    );
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > MAX_ANSWER) give(err(badFile('tooLarge', 'The workbook holds more than is read at once.', 'Import it in parts.')));
    });
    child.on('error', (cause) => give(err(badFile('notTheFormat', `The workbook cannot be read here: ${cause.message}`))));
    child.on('close', (code) => {
      const isWhole = code === 0 && size > 0;
      give(
        isWhole
          ? (JSON.parse(Buffer.concat(parts).toString('utf8')) as Result<XlsxTable, Refusal>)
          : err(
              badFile(
                'tooLarge',
                `The workbook needs more than ${limits.memoryMb} MB to read, or breaks what reads it.`,
                'Export it as CSV.',
              ),
            ),
      );
    });
    // The child may end before it has read everything: its exit says why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(bytes);
  });
}
