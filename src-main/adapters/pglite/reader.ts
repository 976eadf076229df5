import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Head } from '#shared/model/head.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { upcastEvent, upcastRecord } from '#shared/model/upcast.ts';
import { columnSql, narrow } from './query-sql.ts';

interface RecordRow {
  readonly id: Id;
  readonly kind: string;
  readonly number: string | null;
  readonly state: string | null;
  readonly lifecycle_version: number | null;
  readonly version: number;
  readonly archived_at: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly updated_by: string;
  readonly external_id: string | null;
  readonly stamp: HybridTime;
  readonly stamps: { readonly [field: string]: HybridTime };
  readonly fields: JsonObject;
}

const COLUMNS =
  'id, kind, number, state, lifecycle_version, version, archived_at, created_at, created_by, updated_at, updated_by, external_id, stamp, stamps, fields';

/** Reads with SQL what `Query` means. Ids are compared as bytes, so that a kind is a range. */
export function sqlReader(database: Pick<PGlite | Transaction, 'query'>, registry: Registry): Reader {
  const recordOf = (row: RecordRow): RecordOf => {
    const record: RecordOf = {
      id: row.id,
      kind: row.kind,
      number: row.number,
      state: row.state,
      lifecycleVersion: row.lifecycle_version,
      version: row.version,
      archivedAt: row.archived_at,
      createdAt: row.created_at,
      createdBy: row.created_by,
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
      externalId: row.external_id,
      stamp: row.stamp,
      stamps: row.stamps,
      fields: row.fields,
    };
    return registry.has(row.kind) ? upcastRecord(registry.of(row.kind), record) : record;
  };
  const select = async (rest: string, params: readonly unknown[]) =>
    (await database.query<RecordRow>(`select ${COLUMNS} from records ${rest}`, [...params])).rows.map(recordOf);

  const many: Reader['many'] = async (ids) => {
    if (ids.length === 0) return [];
    const found = new Map((await select('where id = any($1::text[])', [ids])).map((record) => [record.id as string, record]));
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  /** Ids of the answer in its order, from the columns that decide it and no others. */
  const idsOf = async (query: Query): Promise<string[]> => {
    const definition = registry.of(query.kind);
    const { where, params, isExact } = narrow(query, definition);
    const page = `limit ${query.limit ?? 'all'} offset ${query.offset ?? 0}`;
    if (isExact && (query.sort ?? []).length === 0)
      return (await database.query<{ id: string }>(`select id from records where ${where} order by id ${page}`, [...params])).rows.map(
        ({ id }) => id,
      );
    const needed = [...(query.sort ?? []).map(({ column }) => column), ...(query.where ?? []).map(({ column }) => column)];
    const pairs = [...new Set(needed)].flatMap((column) => {
      const sql = columnSql(column, definition);
      return sql === undefined ? [] : [`'${column.replaceAll("'", "''")}', ${sql}`];
    });
    const rows = await database.query<{ id: string; kind: string; archivedAt: string | null; head: { [column: string]: Json } }>(
      `select id, kind, archived_at as "archivedAt", jsonb_build_object(${pairs.join(', ')}) as head from records where ${where}`,
      [...params],
    );
    const { offset = 0, limit } = query;
    return rows.rows
      .map(({ head, ...rest }) => ({ ...head, ...rest }))
      .filter((row) => matches(query, row))
      .toSorted(comparer(query))
      .slice(offset, limit === undefined ? undefined : offset + limit)
      .map(({ id }) => id);
  };

  return {
    get: async (id) => (await many([id]))[0],
    many,
    async list(query): Promise<Head[]> {
      const definition = registry.of(query.kind);
      if (query.limit !== undefined) return (await many(await idsOf(query))).map((record) => headOf(definition, record));
      const { where, params } = narrow(query, definition);
      const heads = (await select(`where ${where}`, params)).map((record) => headOf(definition, record));
      return heads
        .filter((head) => matches(query, head))
        .toSorted(comparer(query))
        .slice(query.offset ?? 0);
    },
    async count({ offset: _offset, limit: _limit, ...query }) {
      const { where, params, isExact } = narrow(query, registry.of(query.kind));
      if (!isExact) return (await idsOf(query)).length;
      const counted = await database.query<{ many: number }>(`select count(*)::int as many from records where ${where}`, [...params]);
      return counted.rows[0]?.many ?? 0;
    },
    related: async (kind, field, id) =>
      select('where kind = $1 and archived_at is null and (fields @> $2::jsonb or fields @> $3::jsonb) order by id', [
        kind,
        JSON.stringify({ [field]: id }),
        JSON.stringify({ [field]: [id] }),
      ]),
    async history(id) {
      const { rows } = await database.query<{ kind: string; body: string }>(
        'select kind, body from events where record_id = $1 order by version',
        [id],
      );
      return rows.map(({ kind, body }) => {
        const event = JSON.parse(body) as RecordEvent;
        return registry.has(kind) ? upcastEvent(registry.of(kind), event) : event;
      });
    },
    async lastNumber(kind) {
      const { rows } = await database.query<{ last: number }>('select last::int as last from numbers where kind = $1', [kind]);
      return rows[0]?.last ?? 0;
    },
  };
}
