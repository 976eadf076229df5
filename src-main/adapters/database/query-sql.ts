import { isEmpty } from '#shared/model/field.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { headColumns } from '#shared/model/head-projection.ts';
import type { Condition, Query } from '#shared/model/query.ts';
import { isId } from '#shared/kernel/id.ts';
import type { Json } from '#shared/kernel/json.ts';

/** The head's base columns and where the table has them. All are text. */
const BASE: { readonly [column: string]: string } = {
  id: 'id',
  kind: 'kind',
  number: 'number',
  label: 'label',
  state: 'state',
  archivedAt: 'archived_at',
  createdAt: 'created_at',
  createdBy: 'created_by',
  updatedAt: 'updated_at',
  externalId: 'external_id',
};

export interface Narrowed {
  readonly where: string;
  readonly params: readonly unknown[];
  /** Whether the SQL decides alone. Otherwise it lets through too much, and `matches` decides. */
  readonly isExact: boolean;
}

/**
 * A query's conditions in SQL. What SQL would decide otherwise than `meets` (case folding, the order of letters beyond ASCII) is left to
 * `meets`; SQL never leaves out what belongs to the answer.
 */
export function narrow(query: Query, definition: AnyRecordDefinition): Narrowed {
  const params: unknown[] = [query.kind];
  const add = (value: unknown, type: string) => `$${params.push(value)}::${type}`;
  // Ids have their kind as a prefix: the range is in the key's index, the kind itself would not be.
  const parts = ['kind = $1', `id >= ${add(`${definition.prefix}_`, 'text')}`, `id < ${add(`${definition.prefix}\``, 'text')}`];
  const archived = query.archived ?? 'without';
  if (archived !== 'with') parts.push(`archived_at is ${archived === 'only' ? 'not null' : 'null'}`);
  let isExact = true;
  for (const condition of query.where ?? []) {
    const sql = conditionSql(condition, new Set(headColumns(definition)), add);
    if (sql === undefined) isExact = false;
    else parts.push(sql);
  }
  for (const word of wordsOf(query.text)) parts.push(`position(${add(word, 'text')} in words) > 0`);
  return { where: parts.join(' and '), params, isExact };
}

const wordsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .filter((word) => word !== '');

/** A column as JSON, SQL null where it is empty; undefined for a column that heads do not have. */
export function columnSql(column: string, definition: AnyRecordDefinition): string | undefined {
  const base = BASE[column];
  if (base !== undefined) return `to_jsonb(${base})`;
  return headColumns(definition).includes(column) ? `fields->'${quoted(column)}'` : undefined;
}

const quoted = (name: string) => name.replaceAll("'", "''");

type Add = (value: unknown, type: string) => string;

function conditionSql({ column, op, value = null }: Condition, columns: ReadonlySet<string>, add: Add): string | undefined {
  const isThere = columns.has(column);
  const base = BASE[column];
  const json = base === undefined ? `fields->'${quoted(column)}'` : `to_jsonb(${base})`;
  const is = (one: Json) => (isThere ? isSql(column, json, one, add) : 'false');
  switch (op) {
    case 'is':
      return is(value);
    case 'isNot':
      return `not coalesce(${is(value)}, false)`;
    case 'in':
      return listOf(value).length > 0 ? `(${listOf(value).map(is).join(' or ')})` : 'false';
    case 'has':
      return isThere && isScalar(value) ? hasSql(column, [value], add) : 'false';
    case 'hasAny': {
      const wanted = listOf(value).filter(isScalar);
      return isThere && wanted.length > 0 ? hasSql(column, wanted, add) : 'false';
    }
    case 'contains':
      return undefined;
    case 'before':
    case 'after':
      return isThere ? orderSql(json, op, value, add) : 'false';
    case 'atLeast':
    case 'atMost':
      return isThere && typeof value === 'number'
        ? `(case when jsonb_typeof(${json}) = 'number' then (${json})::numeric ${op === 'atLeast' ? '>=' : '<='} ${add(String(value), 'numeric')} else false end)`
        : 'false';
    case 'empty':
      return isThere ? emptySql(json) : 'true';
    case 'notEmpty':
      return isThere ? `not ${emptySql(json)}` : 'false';
  }
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;
const emptySql = (json: string) => `(coalesce(${json}, 'null'::jsonb) in ('null'::jsonb, '""'::jsonb, '[]'::jsonb))`;

/** Lists and objects are never the same value; a state matches its sub-states, which begin with it and a dot. */
function isSql(column: string, json: string, value: Json, add: Add): string {
  if (!isScalar(value)) return 'false';
  const base = BASE[column];
  if (base !== undefined) return baseIsSql(base, value, add);
  return value === null ? `coalesce(${json}, 'null'::jsonb) = 'null'::jsonb` : containsSql(column, value, add);
}

function baseIsSql(base: string, value: Json, add: Add): string {
  if (value === null) return `${base} is null`;
  if (typeof value !== 'string') return 'false';
  const same = `${base} = ${add(value, 'text')}`;
  return base === 'state' ? `(${same} or (state >= ${add(`${value}.`, 'text')} and state < ${add(`${value}/`, 'text')}))` : same;
}

/**
 * What records are looked up by: ids that their fields name, and addresses. It asks no definition, so that keys need no upkeep
 * when a definition changes.
 */
export const isKey = (value: Json): value is string => isId(value) || (typeof value === 'string' && ADDRESS.test(value));
const ADDRESS = /^[^\s@]{1,64}@[^\s@]{1,190}$/;

/** Keys are looked up first where they are in an index; containment then says whether as a value or in a list. */
function containsSql(column: string, value: Json, add: Add): string {
  const [one] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const contains = `fields @> ${add(JSON.stringify({ [column]: value }), 'jsonb')}`;
  if (one === undefined || !isKey(one)) return contains;
  const found = `select record_id from record_keys where kind = $1 and field = ${add(column, 'text')} and value = ${add(one, 'text')}`;
  return `(id in (${found}) and ${contains})`;
}

/** No base column is a list. */
function hasSql(column: string, wanted: readonly Json[], add: Add): string {
  return BASE[column] === undefined ? `(${wanted.map((one) => containsSql(column, [one], add)).join(' or ')})` : 'false';
}

/** Bytes and UTF-16 units order alike as long as one side is ASCII. */
function orderSql(json: string, op: 'before' | 'after', value: Json, add: Add): string | undefined {
  if (typeof value !== 'string') return 'false';
  // oxlint-disable-next-line no-control-regex -- the range is meant: all of ASCII
  if (!/^[\u0001-\u007F]*$/.test(value)) return undefined;
  const text = `(${json} #>> '{}')`;
  return `(case when jsonb_typeof(${json}) = 'string' then ${text} collate "C" ${op === 'before' ? '<' : '>'} ${add(value, 'text')} else false end)`;
}

/** What full-text search looks in: all texts of a record, in small letters. */
export function searchable(number: string | null, fields: { readonly [name: string]: Json }): string {
  const texts: string[] = number === null ? [] : [number];
  const collect = (value: Json): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) for (const one of listOf(value)) collect(one);
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one);
  };
  for (const value of Object.values(fields)) if (!isEmpty(value)) collect(value);
  return texts.join('\n').toLocaleLowerCase('en');
}
