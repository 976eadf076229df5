import type { AccountStore } from '#main/application/server/account-store.ts';
import type { LogStore } from '#main/application/server/log-store.ts';
import { registry as products } from '#shared/capabilities/registry.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { sqlAccountStore } from './account-store.ts';
import { hearAppended } from './appended.ts';
import { sqlLogStore } from './log-store.ts';
import { migrate } from './migrate.ts';
import { openPg } from './pg-sql.ts';
import { openPglite } from './pglite-sql.ts';
import type { Sql } from './sql.ts';
import { upkeepOf } from './upkeep.ts';

/** A folder of our own, or a PostgreSQL 15 or later by its URL. */
export type DatabasePlace = { readonly data: string } | { readonly url: string };

/** All that a server keeps. */
export interface ServerDatabase {
  readonly log: LogStore;
  readonly accounts: AccountStore;
  /** As the owner of the tables, outside of all tenants: for jobs and for the audit. */
  readonly sql: Sql;
  /** What all servers on this database share: kept when nothing is kept there yet. Answers what is kept now. */
  keepFirst<T extends Json>(name: string, value: T): Promise<T>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly registry?: Registry;
  /** Called when the hourly copy of an embedded database failed. */
  readonly onDumpFailed?: (cause: unknown) => void;
}

/** Opens the database and brings its schema to today's. An embedded one belongs to this process alone until it is closed. */
export async function openDatabase(
  place: DatabasePlace,
  { registry = products, onDumpFailed = () => undefined }: OpenOptions = {},
): Promise<ServerDatabase> {
  const sql = 'url' in place ? await openPg(place.url) : await openPglite(place.data, { onDumpFailed });
  try {
    await migrate(sql);
    return await databaseOver(sql, registry);
  } catch (cause) {
    await sql.close();
    throw cause;
  }
}

/** The stores over a database that has today's schema. */
export async function databaseOver(sql: Sql, registry: Registry): Promise<ServerDatabase> {
  const appended = await hearAppended(sql);
  return {
    log: sqlLogStore(sql, { registry, appended, upkeep: upkeepOf(sql) }),
    accounts: sqlAccountStore(sql),
    sql,
    async keepFirst<T extends Json>(name: string, value: T) {
      await sql.query('insert into server_settings (name, value) values ($1, $2::jsonb) on conflict do nothing', [
        name,
        JSON.stringify(value),
      ]);
      const [row] = await sql.query<{ value: T }>('select value from server_settings where name = $1', [name]);
      return row?.value ?? value;
    },
    close: () => sql.close(),
  };
}
