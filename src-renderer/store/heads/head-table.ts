import type { Json } from '#shared/kernel/json.ts';
import type { Head } from '#shared/model/head.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { Column, EMPTY_COLUMN, type FrozenColumn } from './column.ts';
import { columnValue, type HeadShape } from './head-shape.ts';
import { countOf, NO_VALUES, type PackedValues, packValues, valueAt } from './packed-values.ts';

/** A table of heads as it lies on the disk: rows in the order of their ids. */
export interface FrozenTable {
  readonly kind: string;
  /** The shape that it was made for, as JSON; another shape means that it is made again. */
  readonly shape: string;
  readonly ids: PackedValues;
  readonly versions: Uint32Array<ArrayBuffer>;
  readonly columns: readonly FrozenColumn[];
}

/** All heads of one kind, by column. */
export class HeadTable {
  readonly shape: HeadShape;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #frozenIds: PackedValues;
  readonly #frozen: number;
  readonly #newIds: string[] = [];
  readonly #newRows = new Map<string, number>();
  readonly #gone = new Set<number>();
  #versions: Uint32Array;
  #order: Uint32Array<ArrayBuffer> | undefined;
  #live: Uint32Array<ArrayBuffer> | undefined;
  /** Rises with every change; what was answered before is then out of date. */
  revision = 0;

  constructor(shape: HeadShape, frozen?: FrozenTable) {
    this.shape = shape;
    this.#frozenIds = frozen?.ids ?? NO_VALUES;
    this.#frozen = countOf(this.#frozenIds);
    this.#versions = frozen ? Uint32Array.from(frozen.versions) : new Uint32Array(16);
    const thawed = new Map(frozen?.columns.map((column) => [column.name, column]));
    const thaw = (name: string) => new Column(name, this.#frozen, thawed.get(thawed.get(name)?.like ?? name));
    this.#columns = new Map([...shape.columns, ...shape.hidden].map((name) => [name, thaw(name)]));
  }

  get size(): number {
    return this.#rows - this.#gone.size;
  }

  get #rows(): number {
    return this.#frozen + this.#newIds.length;
  }

  column(name: string): Column | undefined {
    return this.#columns.get(name);
  }

  id(row: number): string {
    return row < this.#frozen ? (valueAt(this.#frozenIds, row) as string) : (this.#newIds[row - this.#frozen] ?? '');
  }

  /** The row of an id, or -1. */
  row(id: string): number {
    const row = this.#find(id);
    return this.#gone.has(row) ? -1 : row;
  }

  #find(id: string): number {
    const fresh = this.#newRows.get(id);
    if (fresh !== undefined) return fresh;
    let low = 0;
    let high = this.#frozen - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const at = valueAt(this.#frozenIds, middle) as string;
      if (at === id) return middle;
      if (at < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Takes a record as it is now. What is put later stands: what the server refused goes back to a lower version. */
  put(record: RecordOf): void {
    let row = this.#find(record.id);
    if (row < 0) row = this.#append(record.id);
    else if (this.#gone.delete(row)) this.#live = undefined;
    this.#versions[row] = record.version;
    for (const [name, column] of this.#columns) column.set(row, columnValue(this.shape, record, name));
    this.revision++;
  }

  remove(id: string): void {
    const row = this.row(id);
    if (row < 0) return;
    this.#gone.add(row);
    this.#live = undefined;
    this.revision++;
  }

  /** The rows in the order of their ids. */
  order(): Uint32Array<ArrayBuffer> {
    const all = this.#allRows();
    if (this.#gone.size === 0) return all;
    return (this.#live ??= all.filter((row) => !this.#gone.has(row)));
  }

  #allRows(): Uint32Array<ArrayBuffer> {
    if (this.#order?.length === this.#rows) return this.#order;
    const known = this.#order ?? rowsUpTo(this.#frozen);
    const fresh = Array.from({ length: this.#rows - known.length }, (_, i) => known.length + i);
    fresh.sort((a, b) => (this.id(a) < this.id(b) ? -1 : 1));
    const order = new Uint32Array(this.#rows);
    let read = 0;
    let write = 0;
    for (const row of fresh) {
      const until = this.#firstAfter(known, this.id(row), read);
      order.set(known.subarray(read, until), write);
      write += until - read;
      order[write++] = row;
      read = until;
    }
    order.set(known.subarray(read), write);
    this.#order = order;
    return order;
  }

  head(row: number): Head {
    const head: Record<string, Json> = { id: this.id(row), kind: this.shape.kind };
    for (const name of this.shape.columns) head[name] = this.#columns.get(name)?.value(row) ?? null;
    return head as Head;
  }

  /**
   * As it goes to the disk, giving way between columns. What changes meanwhile is frozen half old, half new, with its
   * old version: it is in the log after `seq` as it was at the start, and applied again when the table is loaded.
   */
  async freeze(giveWay: () => Promise<void> = async () => undefined): Promise<FrozenTable> {
    const order = this.order().slice();
    const versions = Uint32Array.from(order, (row) => this.#versions[row] ?? 0);
    const columns: FrozenColumn[] = [];
    for (const column of this.#columns.values()) {
      const isLabel = column.name === this.shape.label && this.#isLikeLabel(column, order);
      columns.push(isLabel ? { ...EMPTY_COLUMN, name: column.name, like: 'label' } : column.freeze(order));
      await giveWay();
    }
    const ids = packValues(Array.from(order, (row) => this.id(row)));
    return { kind: this.shape.kind, shape: JSON.stringify(this.shape), ids, versions, columns };
  }

  /** A label is most often a field's value again; then it is kept once. */
  #isLikeLabel(column: Column, rows: Uint32Array): boolean {
    const label = this.#columns.get('label');
    return label !== undefined && rows.every((row) => label.value(row) === column.value(row));
  }

  #append(id: string): number {
    const row = this.#rows;
    this.#live = undefined;
    this.#newIds.push(id);
    this.#newRows.set(id, row);
    if (row >= this.#versions.length) {
      const grown = new Uint32Array(Math.max(16, this.#versions.length * 2));
      grown.set(this.#versions);
      this.#versions = grown;
    }
    return row;
  }

  #firstAfter(rows: Uint32Array, id: string, from: number): number {
    let low = from;
    let high = rows.length;
    // New ids are mostly the newest.
    if (high > low && this.id(rows[high - 1] ?? 0) < id) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.id(rows[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** `Uint32Array.from({ length })` takes some milliseconds for a hundred thousand. */
function rowsUpTo(count: number): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
