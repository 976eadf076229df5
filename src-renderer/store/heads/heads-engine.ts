import type { Head } from '#shared/model/head.ts';
import type { Query } from '#shared/model/query.ts';
import { type FreshRow, isGone } from '../database.ts';
import { lru } from '../lru.ts';
import { type FrozenTable, HeadTable } from './head-table.ts';
import type { HeadShape } from './head-shape.ts';
import { tallyKeys } from './heads-port.ts';
import { countCodes, selectRows } from './select.ts';

/** Every head of a workspace in memory, by kind and column. Answers in milliseconds for a hundred thousand; synchronous. */
export class HeadsEngine {
  readonly #tables: Map<string, HeadTable>;
  readonly #byPrefix: Map<string, HeadTable>;
  /** The rows of recent queries, so that scrolling through a list selects once. */
  readonly #recent = lru<string, { readonly revision: number; readonly rows: Uint32Array }>(12);

  constructor(shapes: readonly HeadShape[], frozen: readonly FrozenTable[] = []) {
    const thawed = new Map(frozen.map((table) => [table.kind, table]));
    const tables = shapes.map((shape) => new HeadTable(shape, thawed.get(shape.kind)));
    this.#tables = new Map(tables.map((table) => [table.shape.kind, table]));
    this.#byPrefix = new Map(tables.map((table) => [table.shape.prefix, table]));
  }

  get size(): number {
    let size = 0;
    for (const table of this.#tables.values()) size += table.size;
    return size;
  }

  /** Takes rows as they are now; of two that name one record the later stands. */
  apply(rows: readonly FreshRow[]): void {
    for (const row of rows) {
      if (isGone(row)) this.#of(row.id)?.remove(row.id);
      else this.#tables.get(row.kind)?.put(row);
    }
  }

  page(query: Query, within?: readonly string[]): { heads: Head[]; total: number } {
    const table = this.#tables.get(query.kind);
    if (!table) return { heads: [], total: 0 };
    const rows = this.#rows(table, query, within);
    return { heads: Array.from(cut(rows, query), (row) => table.head(row)), total: rows.length };
  }

  ids(query: Query, within?: readonly string[]): string[] {
    const table = this.#tables.get(query.kind);
    return table ? Array.from(cut(this.#rows(table, query, within), query), (row) => table.id(row)) : [];
  }

  count(query: Query, within?: readonly string[]): number {
    const table = this.#tables.get(query.kind);
    return table ? this.#rows(table, { ...query, sort: [] }, within).length : 0;
  }

  tally(query: Query, column: string, within?: readonly string[]): Map<string, number> {
    const tally = new Map<string, number>();
    const table = this.#tables.get(query.kind);
    if (!table) return tally;
    const rows = this.#rows(table, { ...query, sort: [] }, within);
    const add = (key: string, count: number) => tally.set(key, (tally.get(key) ?? 0) + count);
    const found = table.shape.columns.includes(column) ? table.column(column) : undefined;
    if (found) for (const [value, count] of countCodes(found, rows)) for (const key of tallyKeys(value)) add(key, count);
    else for (const row of rows) for (const key of tallyKeys(table.head(row)[column])) add(key, 1);
    return tally;
  }

  byIds(ids: readonly string[]): Head[] {
    return ids.flatMap((id) => {
      const table = this.#of(id);
      const row = table?.row(id) ?? -1;
      return table && row >= 0 ? [table.head(row)] : [];
    });
  }

  related(kind: string, field: string, id: string): string[] {
    const table = this.#tables.get(kind);
    const column = table?.column(field);
    if (!table || !column) return [];
    const names = column.test({ column: field, op: 'is', value: id });
    const lists = column.test({ column: field, op: 'has', value: id });
    const live = table.column('archivedAt');
    const found: string[] = [];
    for (const row of table.order()) if ((names(row) || lists(row)) && live?.value(row) === null) found.push(table.id(row));
    return found;
  }

  get tables(): readonly HeadTable[] {
    return [...this.#tables.values()];
  }

  #of(id: string): HeadTable | undefined {
    return this.#byPrefix.get(id.slice(0, id.indexOf('_')));
  }

  #rows(table: HeadTable, { offset: _offset, limit: _limit, text: _text, ...query }: Query, within?: readonly string[]): Uint32Array {
    if (within) return selectRows(table, query, within);
    const key = JSON.stringify(query);
    const recent = this.#recent.get(key);
    if (recent?.revision === table.revision) return recent.rows;
    const rows = selectRows(table, query);
    this.#recent.set(key, { revision: table.revision, rows });
    return rows;
  }
}

const cut = (rows: Uint32Array, { offset = 0, limit }: Query): Uint32Array =>
  rows.subarray(offset, limit === undefined ? undefined : offset + limit);
