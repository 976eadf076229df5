import { type Refusal, refusalLines } from '#shared/kernel/refusal.ts';
import { CliError, EXIT, type ExitCode } from './exit-codes.ts';

/** What a command says: a document for `--json`, lines otherwise. */
export interface Said {
  readonly json: unknown;
  readonly lines: readonly string[];
  readonly code?: ExitCode;
  /** For stderr, besides the result: what was refused and why. */
  readonly notes?: readonly string[];
}

export const write = (stream: NodeJS.WritableStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(text, () => resolve());
  });

/** Prints the result to stdout and nothing else; notes go to stderr. */
export async function say({ json, lines, notes = [] }: Said, isJson: boolean): Promise<void> {
  if (notes.length > 0 && !isJson) await write(process.stderr, `${notes.join('\n')}\n`);
  if (isJson) await write(process.stdout, `${JSON.stringify(json, null, 2)}\n`);
  else if (lines.length > 0) await write(process.stdout, `${lines.join('\n')}\n`);
}

/** Rows under their headings, as wide as they must be, the last column as it is. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, i) => Math.min(60, Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0))));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => (i === row.length - 1 ? text : clipped(text, widths[i] ?? 0).padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

const clipped = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** Values as one line. */
export const oneLine = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\s+/g, ' ').trim();
};

export const refusedWith = (refused: Refusal, code: ExitCode = EXIT.refused): CliError =>
  new CliError(code, refusalLines(refused), { refused });
