import { registry } from '#shared/capabilities/registry.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { openSigningKeys } from '#main/adapters/crypto/signing-key.ts';
import { type DatabasePlace, openDatabase, type ServerDatabase } from '#main/adapters/database/open-database.ts';
import type { Logger } from '#main/application/ports.ts';
import type { SigningKeys } from '#main/application/server/signing-keys.ts';
import { version } from '#main/version.ts';
import { apiHandlers } from './api.handlers.ts';
import { openJobs } from './jobs.ts';
import { metrics as openMetrics } from './metrics.ts';
import { openCore } from './open-core.ts';
import { createServer, type ServerParts } from './server.ts';
import { ensureTenant, invitationsToFound } from './tenants.ts';

/** The oldest client that this server still understands. */
const MINIMUM_CLIENT = '0.1.0';

export interface RunOptions extends Pick<ServerParts, 'renderer' | 'operatorToken' | 'trustProxy' | 'perMinute' | 'guessesPerMinute'> {
  readonly place: DatabasePlace;
  /** Where the signing key is, unless the environment has it. */
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  /** What the first tenant of an empty database is called. */
  readonly tenant: string;
  readonly logger: Logger;
}

export interface Running {
  /** With a slash at its end. */
  readonly url: string;
  /** Tenants that nobody can sign in to yet, each with an invitation. */
  readonly toFound: readonly { readonly name: string; readonly code: string }[];
  /** Takes no more, finishes what was begun, closes the database. */
  stop(): Promise<void>;
}

/** The database is signed by another key than this server's. */
class OtherSigningKey extends Error {}

/** A whole server: database, decisions, jobs and HTTP. Rejects, with everything closed again, when one of them cannot be had. */
export async function runServer(options: RunOptions): Promise<Running> {
  const { logger } = options;
  const sign = await openSigningKeys(options.folder);
  const database = await openDatabase(options.place);
  const closing: (() => Promise<unknown>)[] = [() => database.close()];
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    await agreeOnKey(database, sign);
    const core = openCore({ database, sign, logger });
    await ensureTenant(database, options.tenant);
    const metrics = openMetrics();
    const leave = database.log.onAppended((tenant, head) => metrics.appended(tenant, head));
    for (const { id } of await database.log.tenants())
      metrics.appended(id, await database.log.read(id, { kinds: [], scopes: [] }, SYSTEM.personId, async ({ head }) => head.seq));
    closing.push(async () => leave());
    const jobs = await openJobs({
      sql: database.sql,
      log: database.log,
      sync: core.sync,
      kinds: registry.kinds.map(({ kind }) => kind),
      logger,
    });
    closing.push(() => jobs.stop());
    const server = await createServer({
      ...options,
      version,
      minimumClient: MINIMUM_CLIENT,
      metrics,
      handlers: apiHandlers({ ...core, log: database.log, metrics, minimumClient: MINIMUM_CLIENT }),
      authenticate: (token) => core.accounts.sessionOf(token),
      isReady: async () => (await database.sql.query<{ one: number }>('select 1 as one')).length === 1,
    });
    closing.push(() => server.drain());
    const address = await server.fastify.listen({ host: options.host, port: options.port });
    const toFound = (await invitationsToFound(database, core.accounts)).map(({ tenant, code }) => ({ name: tenant.name, code }));
    logger.info('server.started', { version, port: Number(new URL(address).port) });
    closing.unshift(async () => logger.info('server.stopped'));
    return { url: `${address}/`, toFound, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Devices believe a server by its key, so servers on one database must have the same. */
async function agreeOnKey(database: ServerDatabase, sign: SigningKeys): Promise<void> {
  const known = await database.keepFirst('signingKey', sign.keyId);
  if (known !== sign.keyId)
    throw new OtherSigningKey(
      `The log in this database is signed with the key ${known}, and this server has ${sign.keyId}. Start it with the data folder, or the COUNTERSIGN_SIGNING_KEY, of the first one.`,
    );
}
