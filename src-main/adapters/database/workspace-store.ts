import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Addition, LogStore } from '#main/application/server/log-store.ts';
import { lineWriter } from '#main/application/server/line-writer.ts';
import { scopeIn } from '#main/application/server/scopes.ts';
import type { Decided, WorkspaceStore } from '#main/application/workspace-store.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { rememberingReader } from '#shared/model/remembering-reader.ts';
import type { Scope } from '#shared/model/visibility.ts';
import { asServer, withAccess } from './access.ts';
import { migrate } from './migrate.ts';
import { databaseOver } from './open-database.ts';
import { openPglite } from './pglite-sql.ts';
import { sqlReader } from './reader.ts';
import type { Queryable, Sql } from './sql.ts';

/** The tenant that the command line works on: a server on the same folder serves it like any other. */
export const LOCAL_TENANT = 'local';

/** Opens a data folder for the command line, alone. Its log is chained like any server's. */
export async function openWorkspaceStore(folder: string, registry: Registry): Promise<WorkspaceStore> {
  const sql = await openPglite(folder);
  try {
    await migrate(sql);
    return await workspaceStoreOver(sql, registry);
  } catch (cause) {
    await sql.close();
    throw cause;
  }
}

/** The store's promises over a database that has today's schema. */
export async function workspaceStoreOver(sql: Sql, registry: Registry): Promise<WorkspaceStore> {
  const { log } = await databaseOver(sql, registry);
  if (!(await log.tenant(LOCAL_TENANT)))
    await log.createTenant({ id: LOCAL_TENANT, name: hostname(), epoch: randomUUID(), isFounding: false });
  const here = <T>(work: (one: Queryable) => Promise<T>) => withAccess(sql, asServer(LOCAL_TENANT), work);
  return {
    reader: readerOver((work) => here((one) => work(sqlReader(one, registry)))),
    append: (decided) => append(log, registry, decided),
    lastTime: () =>
      here(async (one) => {
        const [head] = await one.query<{ time: HybridTime | null }>('select last_time as time from log_heads');
        return head?.time ?? undefined;
      }),
    setting: (name) =>
      here(async (one) => (await one.query<{ value: Json }>('select value from settings where name = $1', [name]))[0]?.value),
    keep: (name, value) =>
      here(async (one) => {
        await one.query(
          'insert into settings (name, value) values ($1, $2::jsonb) on conflict (tenant, name) do update set value = excluded.value',
          [name, JSON.stringify(value)],
        );
      }),
    close: () => sql.close(),
  };
}

/** Each question in a transaction of its own. */
function readerOver(ask: <T>(work: (reader: Reader) => Promise<T>) => Promise<T>): Reader {
  return {
    get: (id) => ask((reader) => reader.get(id)),
    many: (ids) => ask((reader) => reader.many(ids)),
    list: (query) => ask((reader) => reader.list(query)),
    count: (query) => ask((reader) => reader.count(query)),
    related: (kind, field, id) => ask((reader) => reader.related(kind, field, id)),
    history: (id) => ask((reader) => reader.history(id)),
    lastNumber: (kind) => ask((reader) => reader.lastNumber(kind)),
  };
}

const hex = (length: number): string => randomBytes(length).toString('hex');

/** Decisions become lines of the log. Those whose command is there already change nothing. */
async function append(log: LogStore, registry: Registry, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  const arrivedAt = new Date().toISOString();
  await log.write(LOCAL_TENANT, async (writing) => {
    const known = await writing.verdicts(decided.map(({ execution }) => execution.command.id));
    const fresh = decided.filter(({ execution }) => !known.has(execution.command.id));
    const after = new Map(fresh.flatMap(({ execution }) => execution.records.map((record) => [record.id as string, record])));
    const before = new Map((await writing.reader.many([...after.keys()])).map((record) => [record.id as string, record]));
    const isThen = scopes(registry, writing.reader, new Map());
    const isNow = scopes(registry, writing.reader, after);
    const writer = lineWriter(writing.head, { registry, hex });
    const moved = new Set<string>();
    const verdicts: Addition['verdicts'][number][] = [];
    for (const { execution } of fresh) {
      for (const event of execution.events) {
        const [then, now] = [before.get(event.recordId), after.get(event.recordId)];
        const scope = now ? await isNow(now) : '';
        const scopeBefore = then && !moved.has(event.recordId) ? await isThen(then) : scope;
        moved.add(event.recordId);
        const body = { type: 'event' as const, event, command: execution.command.id, device: null, arrivedAt };
        writer.add(writer.prepare(body), { kind: event.kind, recordId: event.recordId, scope, scopeBefore, onlyFor: null });
      }
      const at = writer.head.seq;
      verdicts.push({ seq: at, id: execution.command.id, outcome: execution.events.length > 0 ? 'accepted' : 'unchanged', at });
    }
    const records = await Promise.all([...after.values()].map(async (record) => ({ record, scope: await isNow(record) })));
    await writing.append({
      lines: writer.lines,
      records,
      events: fresh.flatMap(({ execution }) => execution.events),
      numbers: new Map(fresh.flatMap(({ execution }) => [...execution.numbers])),
      verdicts,
      device: null,
    });
  });
}

/** The scope of a record among these and what is stored. */
function scopes(registry: Registry, stored: Reader, these: ReadonlyMap<string, RecordOf>): (record: RecordOf) => Promise<Scope> {
  const remembered = rememberingReader(stored);
  return (record) => scopeIn(registry, record, { get: async (id) => these.get(id) ?? remembered.get(id) });
}
