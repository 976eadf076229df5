import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import type { Condition, Query } from '#shared/model/query.ts';

const OPERATORS = ['is', 'isNot', 'in', 'has', 'hasAny', 'contains', 'before', 'after', 'atLeast', 'atMost', 'empty', 'notEmpty'] as const;

/** What the address of a list holds, so that every view is a link. Anything that does not fit is left out, not an error. */
export const ListSearch = z.object({
  q: z.string().optional().catch(undefined),
  where: z
    .array(z.object({ column: z.string(), op: z.enum(OPERATORS), value: z.json().optional() }))
    .optional()
    .catch(undefined),
  /** A column, with a minus before it when descending. */
  sort: z.string().optional().catch(undefined),
  mode: z.enum(['list', 'board']).optional().catch(undefined),
  archived: z.enum(['only', 'with']).optional().catch(undefined),
  create: z.literal(true).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof ListSearch>;

export interface ListState {
  readonly search: ListSearch;
  readonly query: Query;
  change(next: Partial<ListSearch>): void;
}

/** The list's state as its address says it, and the way to change it. */
export function useListState(kind: string, defaultSort: string): ListState {
  const raw: unknown = useSearch({ strict: false });
  const navigate = useNavigate();
  const search = useMemo(() => ListSearch.parse(raw), [raw]);
  const query = useMemo(() => queryOf(kind, search, defaultSort), [kind, search, defaultSort]);
  const change = useCallback(
    (next: Partial<ListSearch>) => {
      const merged = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== ''));
      void navigate({ to: '.', search: () => merged, replace: true });
    },
    [navigate, search],
  );
  return { search, query, change };
}

function queryOf(kind: string, search: ListSearch, defaultSort: string): Query {
  const sort = search.sort ?? defaultSort;
  const column = sort.replace(/^-/, '');
  return {
    kind,
    where: (search.where ?? []) as readonly Condition[],
    sort: [{ column, descending: sort.startsWith('-') }],
    ...(search.q ? { text: search.q } : {}),
    ...(search.archived ? { archived: search.archived } : {}),
  };
}
