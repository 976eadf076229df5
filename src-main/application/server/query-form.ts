import type { ProblemIssue } from '#shared/kernel/problem.ts';
import type { Registry } from '#shared/model/capability.ts';
import { headColumns } from '#shared/model/head-projection.ts';
import type { Condition, Query } from '#shared/model/query.ts';
import { isStorable } from './storable.ts';

/** The longest list that is answered at once. */
export const MAX_FOUND = 1_000;
const MAX_CONDITIONS = 20;
const MAX_OFFSET = 1_000_000;
const MAX_VALUES = 1_000;

/** What of a query does not fit the kinds that there are, their columns, or the limits. Its form is checked where it comes in. */
export function queryIssues(registry: Registry, { kind, where = [], sort = [], text = '', offset = 0, limit = 1 }: Query): ProblemIssue[] {
  if (!registry.has(kind)) return [{ path: 'kind', message: 'There is no such kind of record.' }];
  const columns = new Set(headColumns(registry.of(kind)));
  const unknown = (path: string, column: string): ProblemIssue[] =>
    columns.has(column) ? [] : [{ path, message: `“${column}” is no column of ${kind}.` }];
  const within = (path: string, value: number, max: number): ProblemIssue[] =>
    Number.isInteger(value) && value >= 0 && value <= max ? [] : [{ path, message: `must be a whole number from 0 to ${max}` }];
  return [
    ...where.flatMap(({ column }, i) => unknown(`where.${i}.column`, column)),
    ...where.flatMap((condition, i) =>
      hasValueThatFits(condition) ? [] : [{ path: `where.${i}.value`, message: 'does not fit the operator' }],
    ),
    ...sort.flatMap(({ column }, i) => unknown(`sort.${i}.column`, column)),
    ...within('where', where.length, MAX_CONDITIONS),
    ...within('sort', sort.length, columns.size),
    ...(text.length <= 200 && isStorable(text) ? [] : [{ path: 'text', message: 'must be a text of at most 200 characters' }]),
    ...within('offset', offset, MAX_OFFSET),
    ...within('limit', limit, MAX_FOUND),
  ];
}

function hasValueThatFits({ op, value }: Condition): boolean {
  if (!isStorable(value)) return false;
  switch (op) {
    case 'in':
    case 'hasAny':
      return Array.isArray(value) && value.length <= MAX_VALUES;
    case 'before':
    case 'after':
    case 'contains':
      return typeof value === 'string';
    case 'atLeast':
    case 'atMost':
      return typeof value === 'number';
    default:
      return true;
  }
}
