import { parseArgs } from 'node:util';
import { usage } from './exit-codes.ts';

const OPTIONS = {
  data: { type: 'string' },
  as: { type: 'string' },
  name: { type: 'string' },
  json: { type: 'boolean' },
  kind: { type: 'string' },
  map: { type: 'string' },
  'dry-run': { type: 'boolean' },
  zone: { type: 'string' },
  encoding: { type: 'string' },
  sheet: { type: 'string' },
  source: { type: 'string' },
  conflicts: { type: 'string' },
  where: { type: 'string', multiple: true },
  sort: { type: 'string', multiple: true },
  limit: { type: 'string' },
  columns: { type: 'string' },
  archived: { type: 'boolean' },
  input: { type: 'string' },
  seen: { type: 'string' },
  to: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  tenant: { type: 'string' },
  email: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Options {
  readonly data?: string;
  readonly as?: string;
  readonly name?: string;
  readonly json?: boolean;
  readonly kind?: string;
  readonly map?: string;
  readonly 'dry-run'?: boolean;
  readonly zone?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly source?: string;
  readonly conflicts?: string;
  readonly where?: readonly string[];
  readonly sort?: readonly string[];
  readonly limit?: string;
  readonly columns?: string;
  readonly archived?: boolean;
  readonly input?: string;
  readonly seen?: string;
  readonly to?: string;
  readonly port?: string;
  readonly host?: string;
  readonly tenant?: string;
  readonly email?: string;
  readonly version?: boolean;
  readonly help?: boolean;
}
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: Options;
}

/** Reads the arguments after the program's name. An unknown option is a mistake, not ignored. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
    const [command = 'help', ...args] = positionals;
    return { command: values.help === true ? 'help' : values.version === true ? 'version' : command, args, options: values };
  } catch (cause) {
    if (cause instanceof TypeError) throw usage(cause.message);
    throw cause;
  }
}

/** One argument that must be there. */
export function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw usage(`${what} is missing.`);
  return value;
}
