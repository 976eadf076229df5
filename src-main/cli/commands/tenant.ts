import { openSigningKeys } from '#main/adapters/crypto/signing-key.ts';
import { openDatabase, type ServerDatabase } from '#main/adapters/database/open-database.ts';
import { ndjsonLog } from '#main/adapters/log/ndjson-log.ts';
import type { TenantRow } from '#main/application/server/log-store.ts';
import { type Core, openCore } from '#main/server/open-core.ts';
import { createTenant } from '#main/server/tenants.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import { type Actor, SYSTEM } from '#shared/model/record.ts';
import { join } from 'node:path';
import { CliError, EXIT, usage } from '../exit-codes.ts';
import { type CommandLine, type Options, required } from '../options.ts';
import { notOpened, serverPlace } from '../server-place.ts';
import { type Said, table } from '../terminal.ts';

interface Opened extends Core {
  readonly database: ServerDatabase;
}

/** `tenant list` and `tenant create NAME`. */
export function tenant({ args, options }: CommandLine): Promise<Said> {
  const [verb = 'list', name, ...more] = args;
  if (more.length > 0 || (verb === 'list' && name !== undefined)) throw usage(`“${args.join(' ')}” is not understood.`);
  if (verb === 'list') return onDatabase(options, list);
  if (verb === 'create') return onDatabase(options, (opened) => create(opened, required(name, 'The name of the tenant')));
  throw usage(`A tenant can be listed and created; “${verb}” is not understood.`);
}

/** `invite --email ADDRESS`: for a person who is there and, so far, cannot sign in; by whoever has the database in their hands. */
export function invite({ args, options }: CommandLine): Promise<Said> {
  if (args.length > 0) throw usage(`“${args.join(' ')}” is not understood.`);
  const email = required(options.email, '--email');
  return onDatabase(options, async ({ database, accounts }) => {
    const at = await tenantCalled(options.tenant, database);
    const sight = { kinds: registry.kinds.map(({ kind }) => kind), scopes: '*' } as const;
    const people = await database.log.read(at.id, sight, SYSTEM.personId, ({ reader }) =>
      reader.list({ kind: 'person', where: [{ column: 'email', op: 'contains', value: email }] }),
    );
    const person = people.find(({ email: theirs }) => typeof theirs === 'string' && theirs.toLowerCase() === email.toLowerCase());
    if (!person) throw new CliError(EXIT.notFound, [`There is nobody with the address ${email} in “${at.name}”.`]);
    const actor: Actor = { ...SYSTEM, grants: ['admin'] };
    const session = { tenantId: at.id, personId: SYSTEM.personId, deviceId: '', isFounding: false, tokenDigest: '', expiresAt: '', actor };
    const invited = await accounts.invite(session, person.id, email);
    if (!invited.ok) throw refusedBy(invited.error);
    return {
      json: { tenant: at.name, person: person.id, email, ...invited.value },
      lines: [`${person.label} joins “${at.name}” with the code ${invited.value.code} (valid until ${invited.value.expiresAt}).`],
    };
  });
}

async function list({ database }: Opened): Promise<Said> {
  const tenants = await database.log.tenants();
  return {
    json: { tenants },
    lines:
      tenants.length === 0
        ? ['There are no tenants here.']
        : table(
            ['Name', 'Id', 'Founding'],
            tenants.map(({ name, id, isFounding }) => [name, id, isFounding ? 'not ended' : '']),
          ),
  };
}

async function create({ database, accounts }: Opened, name: string): Promise<Said> {
  const made = await createTenant(database, name);
  const invited = await accounts.foundingInvitation(made.id);
  if (!invited.ok) throw refusedBy(invited.error);
  return {
    json: { tenant: made, ...invited.value },
    lines: [`“${name}” is founded with the code ${invited.value.code} (valid until ${invited.value.expiresAt}).`],
  };
}

async function tenantCalled(name: string | undefined, { log }: ServerDatabase): Promise<TenantRow> {
  const tenants = await log.tenants();
  const fitting = name === undefined ? tenants : tenants.filter((one) => one.id === name || one.name.toLowerCase() === name.toLowerCase());
  const [found] = fitting;
  if (!found) throw new CliError(EXIT.notFound, [name === undefined ? 'There are no tenants here.' : `There is no tenant “${name}” here.`]);
  if (fitting.length > 1) throw usage('There are several tenants: name one with --tenant.');
  return found;
}

async function onDatabase(options: Options, work: (opened: Opened) => Promise<Said>): Promise<Said> {
  const where = serverPlace(options);
  let database: ServerDatabase;
  try {
    database = await openDatabase(where.place);
  } catch (cause) {
    throw notOpened(cause, where);
  }
  try {
    const logger = ndjsonLog(join(where.folder, 'logs', 'server.ndjson'));
    return await work({ database, ...openCore({ database, sign: await openSigningKeys(where.folder), logger }) });
  } finally {
    await database.close();
  }
}

const refusedBy = ({ detail, title }: Problem): CliError => new CliError(EXIT.refused, [detail ?? title]);
