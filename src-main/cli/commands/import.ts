import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readInChild } from '#main/adapters/spreadsheet/read-in-child.ts';
import type { BulkReport } from '#main/application/workspace-bulk.ts';
import { planImport } from '#shared/importers/importer.ts';
import { type Mapping, mappingSchema } from '#shared/importers/mapping.schema.ts';
import {
  type ConflictChoice,
  draftsOf,
  finish,
  type ImportAround,
  type ImportPlan,
  type ImportProgress,
  type RowProblem,
  type SourceFile,
} from '#shared/importers/plan.ts';
import { readerFor, sourceImporters } from '#shared/importers/registry.ts';
import { suggestMapping } from '#shared/importers/suggest-mapping.ts';
import { LIMITS, type Table } from '#shared/importers/table.ts';
import { ENCODINGS, type TextEncoding } from '#shared/importers/text-encoding.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { CliError, EXIT, usage } from '../exit-codes.ts';
import { kindCalled } from '../kinds.ts';
import { type CommandLine, type Options, required } from '../options.ts';
import { READ_SPREADSHEET } from '../read-spreadsheet.ts';
import type { Session, Work } from '../session.ts';
import { refusedWith, type Said } from '../terminal.ts';

const CHOICES: readonly ConflictChoice[] = ['skip', 'here', 'file'];

/** `import FILE --kind KIND`: the dry run, and then, unless that is all that is wanted, its commands. Good rows go in whatever the others say. */
export function importFile({ args, options }: CommandLine, entry: string): Work {
  const path = required(args[0], 'The file');
  const reads = readsOf(path, required(options.kind, '--kind'), options, entry);
  const conflicts = choiceOf(options.conflicts);
  return async (session) => said(path, options, conflicts, session, await reads(session));
}

async function said(
  path: string,
  options: Options,
  conflicts: ConflictChoice,
  session: Session,
  { plan, mapping }: Planned,
): Promise<Said> {
  const { kind } = options;
  const isDry = options['dry-run'] === true;
  const drafts = draftsOf(plan, conflicts);
  const report = isDry
    ? undefined
    : await session.workspace.bulk(drafts, session.actor, { signal: session.signal, onProgress: progress('applying') });
  const refused = plan.rows
    .filter(({ status }) => status === 'refused')
    .flatMap(({ label, problems }) => problems.map((problem) => ({ ...problem, label })));
  const inConflict = plan.rows
    .filter(({ status }) => status === 'conflict')
    .map(({ row, label, recordId, differences }) => ({ row, label, recordId, differences }));
  const isWhole = refused.length === 0 && (report?.refused.length ?? 0) === 0;
  return {
    json: {
      file: basename(path),
      kind,
      dryRun: isDry,
      counts: plan.counts,
      facts: plan.facts,
      commands: drafts.length,
      ...(report
        ? {
            applied: { accepted: report.accepted, unchanged: report.unchanged, refused: report.refused.length, stopped: report.wasStopped },
          }
        : {}),
      warnings: plan.warnings,
      refused,
      refusedOnApply: report?.refused ?? [],
      conflicts: inConflict,
      findings: plan.findings,
      ...(mapping ? { mapping } : {}),
    },
    lines: summary(plan, report, isDry),
    notes: [
      ...plan.warnings,
      ...refused.map(problemLine),
      ...plan.findings.map(problemLine),
      ...refusedLines(report),
      ...inConflict.map(conflictLine),
    ],
    code: isWhole ? EXIT.ok : EXIT.badFile,
  };
}

function choiceOf(text: string | undefined): ConflictChoice {
  const choice = CHOICES.find((one) => one === (text ?? 'skip'));
  if (!choice) throw usage('--conflicts takes skip, here or file.');
  return choice;
}

interface Planned {
  readonly plan: ImportPlan;
  readonly mapping?: Mapping;
}

type Reads = (session: Session) => Promise<Planned>;

/** How the file will be read: by an importer of its own, or as a table of some kind. */
function readsOf(path: string, kind: string, options: Options, entry: string): Reads {
  const around = ({ workspace, actor, signal }: Session): ImportAround => ({
    registry: workspace.registry,
    reader: workspace.reader,
    actor,
    now: workspace.now(),
    newId: workspace.newId,
    signal,
  });
  const source = sourceImporters.find(({ name }) => name === kind);
  if (source)
    return async (session) => {
      const files = await filesAt(path, source.extensions);
      return { plan: taken(await finish(source.plan(files, { zone: options.zone ?? 'UTC' }, around(session)), showProgress())) };
    };
  const definition = kindCalled(kind);
  const reader = readerFor(path);
  if (!reader) throw usage(`${basename(path)} is not CSV or Excel by its name.`);
  const encoding = encodingOf(options.encoding);
  return async (session) => {
    const bytes = await bytesAt(path);
    const sheet = options.sheet === undefined ? [] : ['--sheet', options.sheet];
    const read = reader.isGuarded
      ? await readInChild(bytes, entry, [READ_SPREADSHEET, ...sheet])
      : await reader.read(bytes, { name: basename(path), ...(encoding === undefined ? {} : { encoding }) });
    const table = taken(read);
    const mapping = await mappingOf(definition, table, options);
    return { plan: taken(await finish(planImport(table, mapping, around(session)), showProgress())), mapping };
  };
}

/** A file that is refused ends the command; so does a mapping, but that is a mistake of the one who wrote it. */
function taken<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  const { code } = result.error;
  throw refusedWith(result.error, code === 'import.mapping' ? EXIT.usage : code === 'import.canceled' ? EXIT.stopped : EXIT.badFile);
}

async function filesAt(path: string, extensions: readonly string[]): Promise<SourceFile[]> {
  const found = await statOf(path);
  const names = found.isDirectory()
    ? (await readdir(path)).filter((name) => extensions.some((ending) => name.toLowerCase().endsWith(`.${ending}`))).toSorted()
    : [''];
  if (names.length === 0) throw new CliError(EXIT.badFile, [`${path} holds no .${extensions.join(', .')} files.`]);
  return Promise.all(names.map(async (name) => ({ name: name || basename(path), bytes: await bytesAt(join(path, name)) })));
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw new CliError(EXIT.notFound, [`There is no file ${path}: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
}

async function bytesAt(path: string): Promise<Uint8Array> {
  if ((await statOf(path)).size > LIMITS.bytes)
    throw new CliError(EXIT.badFile, [`${path} has more than ${LIMITS.bytes.toLocaleString('en')} bytes.`]);
  return readFile(path);
}

function encodingOf(text: string | undefined): TextEncoding | undefined {
  const encoding = ENCODINGS.find((one) => one === text);
  if (text !== undefined && encoding === undefined) throw usage(`--encoding takes ${ENCODINGS.join(', ')}.`);
  return encoding;
}

/** The mapping of `--map`, or the one that the headers suggest. Options on the command line win. */
async function mappingOf(definition: AnyRecordDefinition, table: Table, options: Options): Promise<Mapping> {
  const given =
    options.map === undefined ? suggestMapping(definition, table.headers, table.rows) : await readMapping(options.map, definition);
  return {
    ...given,
    ...(options.zone === undefined ? {} : { zone: options.zone }),
    ...(options.source === undefined ? {} : { source: options.source }),
  };
}

async function readMapping(path: string, definition: AnyRecordDefinition): Promise<Mapping> {
  await statOf(path);
  let data: unknown;
  try {
    data = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw usage(`${path} is not JSON: ${cause.message}`);
    throw cause;
  }
  const parsed = mappingSchema.safeParse({ kind: definition.kind, ...(typeof data === 'object' ? data : {}) });
  if (!parsed.success)
    throw usage(`${path} is not a mapping.`, ...parsed.error.issues.map(({ path: at, message }) => `  ${at.join('.')}: ${message}`));
  return parsed.data;
}

function summary({ counts, facts }: ImportPlan, report: BulkReport | undefined, isDry: boolean): string[] {
  const counted = Object.entries(facts).map(([what, many]) => `${many.toLocaleString('en')} ${what}`);
  const rows = Object.entries(counts).map(([status, many]) => `${many.toLocaleString('en')} ${status}`);
  return [
    ...(counted.length > 0 ? [`In the file: ${counted.join(', ')}.`] : []),
    `${isDry ? 'It would be' : 'Records'}: ${rows.join(', ')}.`,
    ...(report
      ? [`${report.accepted.toLocaleString('en')} commands applied${report.wasStopped ? ', then stopped' : ''}.`]
      : ['Nothing was changed: this was a dry run.']),
  ];
}

const problemLine = ({ row, file, field, reason, value }: RowProblem) =>
  `${file === undefined ? '' : `${file}, `}${row > 0 ? `row ${row}, ` : ''}${field}${value === undefined ? '' : ` “${value}”`}: ${reason}`;
const conflictLine = ({ row, label, differences }: Pick<ImportPlan['rows'][number], 'row' | 'label' | 'differences'>) =>
  `row ${row}, ${label}: changed here and in the file: ${differences
    .filter(({ conflict }) => conflict)
    .map(({ label: field }) => field)
    .join(', ')}`;
const refusedLines = (report: BulkReport | undefined) =>
  (report?.refused ?? []).map(({ refusal: { message, unmet } }) => [message, ...unmet.map((one) => one.message)].join(' '));

/** Progress goes to a terminal only; anything else reads what we print. */
function progress(phase: string): (done: number, total: number) => void {
  return (done, total) => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${phase} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}${done >= total ? '\n' : ''}`);
  };
}

/** Lets signals and timers have their turn between two chunks. */
function showProgress(): (progress: ImportProgress) => Promise<void> {
  return async ({ phase, done, total }) => {
    progress(phase)(done, total);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
}
