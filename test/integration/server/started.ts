import { afterAll } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { BUILTIN_ROLES, type BuiltinRoleKey } from '#shared/capabilities/identity/builtin-roles.ts';
import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { idMaker } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { PushAnswer, SessionInfo } from '#shared/sync/protocol.schema.ts';
import { signingWith, readSigningKey } from '#main/adapters/crypto/ed25519.ts';
import { secureRandom } from '#main/adapters/crypto/random.ts';
import { scryptHash } from '#main/adapters/crypto/scrypt.ts';
import type { ServerDatabase } from '#main/adapters/database/open-database.ts';
import type { Logger } from '#main/application/ports.ts';
import { apiHandlers } from '#main/server/api.handlers.ts';
import { metrics as openMetrics } from '#main/server/metrics.ts';
import { type Core, openCore } from '#main/server/open-core.ts';
import { createServer, type HttpServer, type ServerParts } from '#main/server/server.ts';
import { createTenant } from '#main/server/tenants.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import type { TestPostgres } from '#test/support/postgres.ts';

export const PASSPHRASE = 'four words in a row';
export const newId = idMaker(secureRandom, Date.now);

/** What went wrong inside, as the server's log has it. */
export interface Noted {
  readonly event: string;
  readonly facts: object;
  readonly cause: unknown;
}

export interface Started extends Core {
  readonly url: string;
  readonly http: HttpServer;
  readonly database: ServerDatabase;
  readonly errors: Noted[];
  readonly infos: Noted[];
  /** A new tenant with its founder signed in. */
  tenant(name: string): Promise<Member>;
  stop(): Promise<void>;
}

/** Somebody who is signed in, and what they do as a program does it. */
export interface Member {
  readonly token: string;
  readonly session: SessionInfo;
  readonly email: string;
  fetch(path: string, init?: RequestInit & { readonly json?: unknown }): Promise<Response>;
  json<T>(path: string, init?: RequestInit & { readonly json?: unknown }): Promise<T>;
  /** Gives commands; `[name, recordId, input]` each. */
  push(...commands: readonly (readonly [string, string, JsonObject])[]): Promise<PushAnswer>;
  /** Makes a person with a built-in role, who takes their invitation. */
  colleague(name: string, role: BuiltinRoleKey, more?: JsonObject): Promise<Member>;
}

/** A whole server in this process: PostgreSQL in memory, or the one that is given, real decisions, HTTP on a socket. Stopped after the file's tests. */
export async function startServer(options: Partial<ServerParts> = {}, postgres?: TestPostgres): Promise<Started> {
  const database = await openTestDatabase(postgres, registry);
  const errors: Noted[] = [];
  const infos: Noted[] = [];
  const logger: Logger = {
    info: (event, facts = {}) => void infos.push({ event, facts, cause: undefined }),
    error: (event, facts = {}, cause) => void errors.push({ event, facts, cause }),
  };
  const sign = signingWith(readSigningKey('11'.repeat(32)));
  const core = openCore({ database, sign, logger, hash: scryptHash({ N: 16, r: 1, p: 1 }) });
  const metrics = openMetrics();
  const minimumClient = '0.1.0';
  const http = await createServer({
    version: '1.2.3',
    minimumClient,
    metrics,
    logger,
    handlers: apiHandlers({ ...core, log: database.log, metrics, minimumClient }),
    authenticate: (token) => core.accounts.sessionOf(token),
    isReady: async () => (await database.sql.query('select 1')).length === 1,
    guessesPerMinute: 10_000,
    perMinute: 100_000,
    ...options,
  });
  const url = await http.fastify.listen({ host: '127.0.0.1', port: 0 });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= http.drain().then(() => database.close()));
  afterAll(stop);
  return {
    ...core,
    url,
    http,
    database,
    errors,
    infos,
    stop,
    async tenant(name) {
      const { id } = await createTenant(database, name);
      const invited = await core.accounts.foundingInvitation(id);
      if (!invited.ok) throw new Error(invited.error.title);
      const email = `founder@${id.replaceAll('_', '-')}.example`;
      return signedIn(url, '/v1/found', { code: invited.value.code, email, workspace: { from: 'nothing', name: 'Fiona Founder' } });
    },
  };
}

async function signedIn(url: string, path: string, body: JsonObject & { readonly email: string }): Promise<Member> {
  const device = { id: newId('dev'), name: 'A test' };
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ passphrase: PASSPHRASE, device, keep: 'token', ...body }),
  });
  const told = (await response.json()) as SessionInfo & { readonly token: string };
  if (!response.ok) throw new Error(JSON.stringify(told));
  return member(url, told.token, told, body.email);
}

function member(url: string, token: string, session: SessionInfo, email: string): Member {
  const clock = hybridClock('test', Date.now);
  let previous = 0;
  const ask: Member['fetch'] = (path, { json, ...init } = {}) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(init.headers as Record<string, string> | undefined),
      },
      ...(json === undefined ? {} : { method: init.method ?? 'POST', body: JSON.stringify(json) }),
    });
  const one: Member = {
    token,
    session,
    email,
    fetch: ask,
    async json<T>(path: string, init = {}) {
      const response = await ask(path, init);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async push(...commands) {
      const at = new Date().toISOString();
      const pushed = commands.map(([name, recordId, input], i) => ({
        seq: previous + i + 1,
        command: { id: newId('cmd'), name, recordId, input, at, time: clock.tick() },
      }));
      const answer = await one.json<PushAnswer>('/v1/push', { json: { previous, commands: pushed } });
      previous += commands.length;
      return answer;
    },
    async colleague(name, role, more = {}) {
      const roles = await one.json<{ heads: { id: string; label: string }[] }>('/v1/query', { json: { kind: 'role' } });
      const roleId = roles.heads.find(({ label }) => label === BUILTIN_ROLES[role].name)?.id ?? '';
      const personId = newId('per');
      const theirs = `${personId.replaceAll('_', '-')}@example.org`;
      const made = await one.push(['people.create', personId, { fields: { name, email: theirs, active: true, roles: [roleId], ...more } }]);
      if (made.verdicts[0]?.outcome !== 'accepted') throw new Error(JSON.stringify(made));
      const { code } = await one.json<{ code: string }>('/v1/invitations', { json: { personId } });
      return signedIn(url, '/v1/accept', { code, email: theirs });
    },
  };
  return one;
}
