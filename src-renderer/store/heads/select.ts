import type { Json } from '#shared/kernel/json.ts';
import { compareValues, type Condition, meets, type Query } from '#shared/model/query.ts';
import type { Column } from './column.ts';
import type { HeadTable } from './head-table.ts';
import { EMPTY_RANK } from './ranks.ts';

type Test = (row: number) => boolean;

/** The rows that a query answers, in its order; `limit` and `offset` are left to the caller. */
export function selectRows(table: HeadTable, query: Query, within?: readonly string[]): Uint32Array {
  const keys = (query.sort ?? []).filter(({ column }) => column !== 'kind');
  const isAsGiven = within !== undefined && keys.length === 0;
  const named = within ?? namedIds(query);
  const from = named === undefined ? table.order() : rowsOf(table, named, isAsGiven);
  const rows = filter(from, testsOf(table, query));
  return sort(table, rows, keys);
}

/** A query for certain ids looks at those only. */
function namedIds({ where = [] }: Query): string[] | undefined {
  const named = where.find(({ column, op }) => column === 'id' && (op === 'is' || op === 'in'));
  return named && [named.value].flat().filter((id) => typeof id === 'string');
}

function rowsOf(table: HeadTable, ids: readonly string[], isAsGiven: boolean): Uint32Array {
  const rows = [...new Set(ids)].map((id) => table.row(id)).filter((row) => row >= 0);
  if (isAsGiven) return Uint32Array.from(rows);
  return Uint32Array.from(rows.toSorted((a, b) => (table.id(a) < table.id(b) ? -1 : 1)));
}

function testsOf(table: HeadTable, { where = [], archived = 'without' }: Query): Test[] {
  const tests: Test[] = [];
  if (archived !== 'with') tests.push(testOf(table, { column: 'archivedAt', op: archived === 'only' ? 'isNot' : 'is', value: null }));
  for (const condition of where) tests.push(testOf(table, condition));
  return tests;
}

function testOf(table: HeadTable, condition: Condition): Test {
  if (condition.column === 'id') return (row) => meets(condition, table.id(row));
  if (condition.column === 'kind') return always(meets(condition, table.shape.kind));
  const column = visible(table, condition.column);
  return column ? column.test(condition) : always(meets(condition, undefined));
}

const always = (answer: boolean): Test => (answer ? () => true : () => false);

/** A column that a query may name; refs that are kept for `related` only are not among them. */
const visible = (table: HeadTable, name: string): Column | undefined =>
  table.shape.columns.includes(name) ? table.column(name) : undefined;

function filter(rows: Uint32Array, tests: readonly Test[]): Uint32Array {
  if (tests.length === 0) return rows;
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) {
    let isIn = true;
    for (const test of tests)
      if (!test(row)) {
        isIn = false;
        break;
      }
    if (isIn) kept[count++] = row;
  }
  return kept.subarray(0, count);
}

/** Sorts by the last key first, each pass keeping the order of the one before: rows come in the order of their ids. */
function sort(table: HeadTable, rows: Uint32Array, keys: NonNullable<Query['sort']>): Uint32Array {
  let sorted = rows;
  for (const { column: name, descending = false } of keys.toReversed()) {
    if (name === 'id') sorted = byId(table, sorted, descending);
    const column = visible(table, name);
    if (column) sorted = byRank(sorted, column, descending);
  }
  return sorted;
}

function byId(table: HeadTable, rows: Uint32Array, descending: boolean): Uint32Array {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compareValues(table.id(a), table.id(b)));
}

function byRank(rows: Uint32Array, column: Column, descending: boolean): Uint32Array {
  const { codes } = column;
  const ranks = column.ranks.byCode();
  const { distinct } = column.ranks;
  const places = Uint32Array.from(ranks, (rank) => (rank === EMPTY_RANK ? distinct : descending ? distinct - 1 - rank : rank));
  const place = (row: number) => places[codes[row] ?? 0] ?? distinct;
  if (rows.length * 8 < distinct) return rows.toSorted((a, b) => place(a) - place(b));
  const starts = new Uint32Array(distinct + 2);
  for (const row of rows) {
    const after = place(row) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let i = 1; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const at = place(row);
    const to = starts[at] ?? 0;
    sorted[to] = row;
    starts[at] = to + 1;
  }
  return sorted;
}

/** Counts values of a column over rows. */
export function countCodes(column: Column, rows: Uint32Array): Map<Json, number> {
  const counts = new Uint32Array(column.dictionary.size);
  const { codes } = column;
  for (const row of rows) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1;
  const byValue = new Map<Json, number>();
  for (const [code, count] of counts.entries())
    if (count > 0) {
      const value = column.dictionary.value(code);
      byValue.set(value, (byValue.get(value) ?? 0) + count);
    }
  return byValue;
}
