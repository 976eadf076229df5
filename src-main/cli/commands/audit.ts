import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditVerify, type Disproven, type Proven } from '#main/adapters/database/audit.ts';
import { findSigningKeys } from '#main/adapters/crypto/signing-key.ts';
import { openDatabase, type ServerDatabase } from '#main/adapters/database/open-database.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { CliError, EXIT, usage } from '../exit-codes.ts';
import type { CommandLine, Options } from '../options.ts';
import { notOpened, serverPlace } from '../server-place.ts';
import type { Said } from '../terminal.ts';

/** `audit verify`: proves every tenant's log, or those of the one that is named, and names the first row that is not as it was written. */
export async function audit({ args, options }: CommandLine): Promise<Said> {
  const [verb, ...more] = args;
  if (verb !== 'verify' || more.length > 0) throw usage('“audit verify” is all that an audit does here.');
  const database = await open(options);
  try {
    const tenants = (await database.log.tenants()).filter(
      ({ id, name }) => options.tenant === undefined || id === options.tenant || name.toLowerCase() === options.tenant.toLowerCase(),
    );
    if (tenants.length === 0)
      throw new CliError(EXIT.notFound, [
        options.tenant === undefined ? 'There are no tenants here.' : `There is no tenant “${options.tenant}” here.`,
      ]);
    const signing = await findSigningKeys(serverPlace(options).folder);
    const reports: { readonly name: string; readonly report: Proven | Disproven }[] = [];
    for (const { id, name } of tenants) reports.push({ name, report: await auditVerify(database.sql, registry, id, signing?.keys) });
    const wrong = reports.filter(({ report }) => !report.ok);
    return {
      json: { tenants: reports.map(({ name, report }) => ({ name, ...report })) },
      lines: reports.flatMap(({ name, report }) => (report.ok ? [provenLine(name, report)] : [])),
      notes: reports.flatMap(({ name, report }) => (report.ok ? unknownKeyLines(name, report) : [disprovenLine(name, report)])),
      code: wrong.length === 0 ? EXIT.ok : EXIT.refused,
    };
  } finally {
    await database.close();
  }
}

const count = (many: number, one: string) => `${many.toLocaleString('en')} ${one}${many === 1 ? '' : 's'}`;

const provenLine = (name: string, { lines, records, head }: Proven): string =>
  `“${name}”: ${count(lines, 'line')} and ${count(records, 'record')} verified. The head is ${head.hash}.`;

/** What is signed by a key that is not here proves nothing here; whoever has its public half can check it. */
const unknownKeyLines = (name: string, { checkpoints: { unknown } }: Proven): string[] =>
  unknown === 0 ? [] : [`“${name}”: ${count(unknown, 'checkpoint')} signed with a key that is not known here.`];

const disprovenLine = (name: string, { seq, lines, message }: Disproven): string =>
  `“${name}”: line ${seq} is the first that is wrong, after ${count(lines, 'good line')}. ${message}`;

async function open(options: Options): Promise<ServerDatabase> {
  const where = serverPlace(options);
  if ('data' in where.place && !existsSync(join(where.place.data, 'db')))
    throw new CliError(EXIT.notFound, [`There is no database in ${where.place.data}.`]);
  try {
    return await openDatabase(where.place);
  } catch (cause) {
    throw notOpened(cause, where);
  }
}
