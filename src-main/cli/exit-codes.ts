/** What the process ends with. They are part of the interface: scripts rely on them. */
export const EXIT = {
  ok: 0,
  /** The domain says no; every reason is on stderr. */
  refused: 1,
  /** The command line is not understood. */
  usage: 2,
  notFound: 3,
  /** The file cannot be read, or rows of it were refused. Good rows are in. */
  badFile: 4,
  /** The data folder is in use, or cannot be read or written. */
  storage: 5,
  /** A mistake in Countersign. */
  bug: 70,
  /** Stopped by SIGTERM or Ctrl+C; what was stored stays. */
  stopped: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a code and the lines that say why. */
export class CliError extends Error {
  constructor(
    readonly code: ExitCode,
    readonly lines: readonly string[],
    /** The same for `--json`. */
    readonly detail?: object,
  ) {
    super(lines[0] ?? 'failed');
  }
}
export const usage = (...lines: string[]): CliError => new CliError(EXIT.usage, [...lines, 'Run “countersign help” for what there is.']);
