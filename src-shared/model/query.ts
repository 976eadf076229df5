import type { Json } from '../kernel/json.ts';
import { isEmpty } from './field.ts';

export type Operator =
  | 'is'
  | 'isNot'
  | 'in'
  | 'has'
  | 'hasAny'
  | 'contains'
  | 'before'
  | 'after'
  | 'atLeast'
  | 'atMost'
  | 'empty'
  | 'notEmpty';

export interface Condition {
  readonly column: string;
  readonly op: Operator;
  readonly value?: Json;
}

/** What a list asks for. Conditions are joined by 'and'; `in` and `hasAny` give 'or' within a column. */
export interface Query {
  readonly kind: string;
  readonly where?: readonly Condition[];
  readonly sort?: readonly { readonly column: string; readonly descending?: boolean }[];
  /** Words to look for in all text of the record; implemented by the store's full-text index. */
  readonly text?: string;
  readonly archived?: 'without' | 'only' | 'with';
  readonly offset?: number;
  readonly limit?: number;
}

/** A value as `contains` sees it. Exported for stores that keep it ready. */
export const lowerText = (value: Json | undefined): string =>
  (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)).toLocaleLowerCase('en');

/** A state condition also matches sub-states: `inStock` matches `inStock.reserved`. */
const isValue = (column: string, actual: Json | undefined, wanted: Json | undefined): boolean =>
  actual === wanted || (column === 'state' && typeof actual === 'string' && typeof wanted === 'string' && actual.startsWith(`${wanted}.`));

/** Does one column's value meet a condition? The single meaning of filters, on every host. */
export function meets({ column, op, value }: Condition, actual: Json | undefined): boolean {
  switch (op) {
    case 'is':
      return isValue(column, actual, value ?? null);
    case 'isNot':
      return !isValue(column, actual, value ?? null);
    case 'in':
      return Array.isArray(value) && value.some((one: Json) => isValue(column, actual, one));
    case 'has':
      return Array.isArray(actual) && actual.includes(value ?? null);
    case 'hasAny':
      return Array.isArray(actual) && Array.isArray(value) && value.some((one) => actual.includes(one));
    case 'contains':
      return lowerText(actual).includes(lowerText(value));
    case 'before':
      return typeof actual === 'string' && typeof value === 'string' && actual < value;
    case 'after':
      return typeof actual === 'string' && typeof value === 'string' && actual > value;
    case 'atLeast':
      return typeof actual === 'number' && typeof value === 'number' && actual >= value;
    case 'atMost':
      return typeof actual === 'number' && typeof value === 'number' && actual <= value;
    case 'empty':
      return isEmpty(actual);
    case 'notEmpty':
      return !isEmpty(actual);
  }
}

type Row = { readonly [column: string]: Json | undefined };

/** Does a head belong to the answer of a query (its text part left to the index)? */
export function matches(query: Query, head: Row): boolean {
  if (head['kind'] !== query.kind) return false;
  const archived = query.archived ?? 'without';
  if (archived !== 'with' && (archived === 'only') !== (head['archivedAt'] !== null)) return false;
  return (query.where ?? []).every((condition) => meets(condition, head[condition.column]));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Order of two values in a column: empty last, numbers by size, text by its parts (`CHG-9` before `CHG-10`). */
export function compareValues(a: Json | undefined, b: Json | undefined): number {
  const emptyA = isEmpty(a);
  const emptyB = isEmpty(b);
  if (emptyA || emptyB) return Number(emptyA) - Number(emptyB);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return collator.compare(JSON.stringify(a), JSON.stringify(b));
}

/** Ids are small ASCII letters: no need to fold them. */
const byId = (a: Json | undefined, b: Json | undefined) => (typeof a === 'string' && typeof b === 'string' && a < b ? -1 : 1);

/** A comparer for a query's sort; ties fall back to the id, so that paging is stable. */
export function comparer(query: Query): (a: Row, b: Row) => number {
  const keys = query.sort ?? [];
  return (a, b) => {
    for (const { column, descending } of keys) {
      const order = compareValues(a[column], b[column]);
      if (order !== 0) return isEmpty(a[column]) || isEmpty(b[column]) ? order : descending ? -order : order;
    }
    return byId(a['id'], b['id']);
  };
}
