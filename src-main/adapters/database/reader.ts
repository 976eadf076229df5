import type { ArrivedEvent } from '#main/application/server/log-store.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Head } from '#shared/model/head.ts';
import { headOf } from '#shared/model/head-projection.ts';
import type { LogBody, SealedValues } from '#shared/model/log-line.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import { unsealBody } from '#shared/model/seal.ts';
import { upcastEvent } from '#shared/model/upcast.ts';
import { columnSql, narrow } from './query-sql.ts';
import { RECORD_COLUMNS, recordOf, type RecordRow } from './records-sql.ts';
import type { Queryable } from './sql.ts';

/**
 * Reads with SQL what `Query` means, within what the transaction may see. Ids are compared as bytes, so that a kind is a range.
 */
export function sqlReader(sql: Queryable, registry: Registry): Reader {
  const select = async (rest: string, params: readonly unknown[]) =>
    (await sql.query<RecordRow>(`select ${RECORD_COLUMNS} from records ${rest}`, params)).map((row) => recordOf(row, registry));

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
      return (await sql.query<{ id: string }>(`select id from records where ${where} order by id ${page}`, params)).map(({ id }) => id);
    const needed = [...(query.sort ?? []).map(({ column }) => column), ...(query.where ?? []).map(({ column }) => column)];
    const pairs = [...new Set(needed)].flatMap((column) => {
      const json = columnSql(column, definition);
      return json === undefined ? [] : [`'${column.replaceAll("'", "''")}', ${json}`];
    });
    const rows = await sql.query<{ id: string; kind: string; archivedAt: string | null; head: { [column: string]: Json } }>(
      `select id, kind, archived_at as "archivedAt", jsonb_build_object(${pairs.join(', ')}) as head from records where ${where}`,
      params,
    );
    const { offset = 0, limit } = query;
    return rows
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
      const [counted] = await sql.query<{ many: number }>(`select count(*)::int as many from records where ${where}`, params);
      return counted?.many ?? 0;
    },
    related: async (kind, field, id) =>
      select(
        `where archived_at is null and id in (select record_id from record_keys where kind = $1 and field = $2 and value = $3) order by id`,
        [kind, field, id],
      ),
    history: async (id) => (await arrivedEvents(sql, registry, id)).map(({ event }) => event),
    async lastNumber(kind) {
      const [row] = await sql.query<{ last: number }>('select last from numbers where kind = $1', [kind]);
      return row?.last ?? 0;
    },
  };
}

/**
 * What happened to a record until a line, as far as it is in sight: from the log itself and its sealed values, so that what was
 * erased there is erased here.
 */
export async function arrivedEvents(
  sql: Queryable,
  registry: Registry,
  recordId: string,
  through: number | null = null,
): Promise<ArrivedEvent[]> {
  const rows = await sql.query<{ canonical: string; values: SealedValues | null }>(
    `select canonical, (
       select json_object_agg(encode(digest, 'hex'), json_build_object('salt', salt, 'value', value))
       from sealed where sealed.seq = lines.seq) as values
     from lines where record_id = $1 and only_for is null and ($2::bigint is null or seq <= $2) order by seq`,
    [recordId, through],
  );
  return rows.flatMap(({ canonical, values }) => {
    const body = unsealBody(JSON.parse(canonical) as LogBody, values ?? {});
    if (body.type !== 'event') return [];
    const { event, arrivedAt, ahead } = body;
    const today = registry.has(event.kind) ? upcastEvent(registry.of(event.kind), event) : event;
    return [{ event: today, arrivedAt, ...(ahead === undefined ? {} : { ahead }) }];
  });
}
