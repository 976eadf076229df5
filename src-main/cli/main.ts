import { version } from '#main/version.ts';
import { audit } from './commands/audit.ts';
import { exportList } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { list } from './commands/list.ts';
import { act, explain, history, show } from './commands/record.ts';
import { serve } from './commands/serve.ts';
import { invite, tenant } from './commands/tenant.ts';
import { CliError, EXIT, usage } from './exit-codes.ts';
import { HELP } from './help.ts';
import { type CommandLine, readCommandLine } from './options.ts';
import { READ_SPREADSHEET, readSpreadsheet } from './read-spreadsheet.ts';
import { withSession, type Work } from './session.ts';
import { type Said, say, write } from './terminal.ts';

type Understand = (line: CommandLine, entry: string) => Work;

const COMMANDS: { readonly [name: string]: Understand } = { import: importFile, list, show, history, explain, do: act, export: exportList };

/** Commands on a server's database rather than on a workspace of one's own. */
const SERVER_COMMANDS: { readonly [name: string]: (line: CommandLine) => Promise<Said> } = { audit, tenant, invite };

/** A reader that stops early, such as `head`, is no mistake of ours. */
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? EXIT.ok : EXIT.storage));

process.exitCode = await run(process.argv.slice(2));

async function run(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  try {
    const line = readCommandLine(argv);
    if (line.command === 'help') return await print(HELP);
    if (line.command === 'version') return await print(`${version}\n`);
    if (line.command === READ_SPREADSHEET) {
      await readSpreadsheet(line.options.sheet);
      return EXIT.ok;
    }
    if (line.command === 'serve') return await serve(line, import.meta.filename);
    const onServer = Object.hasOwn(SERVER_COMMANDS, line.command) ? SERVER_COMMANDS[line.command] : undefined;
    if (onServer) {
      const told = await onServer(line);
      await say(told, isJson);
      return told.code ?? EXIT.ok;
    }
    const understand = Object.hasOwn(COMMANDS, line.command) ? COMMANDS[line.command] : undefined;
    if (!understand) throw usage(`There is no command “${line.command}”.`);
    const said = await withSession(line.options, understand(line, import.meta.filename));
    await say(said, isJson);
    return said.code ?? EXIT.ok;
  } catch (cause) {
    return fail(cause, isJson);
  }
}

async function print(text: string): Promise<number> {
  await write(process.stdout, text);
  return EXIT.ok;
}

/** Every way in which a command fails: its lines on stderr, one JSON document on stdout where that was asked for. */
async function fail(cause: unknown, isJson: boolean): Promise<number> {
  const known = cause instanceof CliError;
  const code = known ? cause.code : EXIT.bug;
  const lines = known
    ? cause.lines
    : ['Something went wrong inside Countersign.', cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)];
  await write(process.stderr, `${lines.join('\n')}\n`);
  if (isJson)
    await write(
      process.stdout,
      `${JSON.stringify({ error: { code, message: lines[0], reasons: lines.slice(1), ...(known ? cause.detail : {}) } }, null, 2)}\n`,
    );
  return code;
}
