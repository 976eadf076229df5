import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Query } from '#shared/model/query.ts';
import type { Workspace } from './workspace.ts';

/**
 * Every question that a screen asks of the store, with its key. A key holds the kinds or the id that its answer depends
 * on, so that a change invalidates exactly what it touches (see `bindInvalidation`).
 */
const local = { staleTime: Infinity, gcTime: 60_000, retry: false } as const;

export const pageQuery = (workspace: Workspace, query: Query) =>
  queryOptions({
    ...local,
    queryKey: ['kind', workspace.id, query.kind, 'page', query],
    queryFn: () => workspace.page(query),
  });

export const tallyQuery = (workspace: Workspace, query: Query, column: string) =>
  queryOptions({
    ...local,
    queryKey: ['kind', workspace.id, query.kind, 'tally', query, column],
    queryFn: () => workspace.tally(query, column),
  });

/** `null` when there is no such record here. */
export const recordQuery = (workspace: Workspace, id: string) =>
  queryOptions({
    ...local,
    queryKey: ['record', workspace.id, id, 'record'],
    queryFn: async () => (await workspace.reader.get(id)) ?? null,
  });

/** Several records at once, e.g. what a list of refs points at, in the order of the ids. */
export const recordsQuery = (workspace: Workspace, ids: readonly string[]) =>
  queryOptions({
    ...local,
    queryKey: ['records', workspace.id, ids],
    queryFn: () => workspace.reader.many(ids),
    placeholderData: keepPreviousData,
  });

export const historyQuery = (workspace: Workspace, id: string) =>
  queryOptions({ ...local, queryKey: ['record', workspace.id, id, 'history'], queryFn: () => workspace.reader.history(id) });

/** What the signed-in person can do with a record. It depends on other records too, so any change asks again. */
export const optionsQuery = (workspace: Workspace, id: string, seen?: string) =>
  queryOptions({
    ...local,
    queryKey: ['any', workspace.id, 'options', id, workspace.actor?.personId ?? '', seen ?? ''],
    queryFn: () => workspace.explain(id, seen),
  });

/** Records of `kind` whose `field` names `id`. */
export const childrenQuery = (workspace: Workspace, kind: string, field: string, id: string) =>
  queryOptions({
    ...local,
    queryKey: ['kind', workspace.id, kind, 'related', field, id],
    queryFn: () => workspace.reader.related(kind, field, id),
    placeholderData: keepPreviousData,
  });

export const searchQuery = (workspace: Workspace, text: string, kinds?: readonly string[]) =>
  queryOptions({
    ...local,
    queryKey: ['any', workspace.id, 'search', text, kinds ?? []],
    queryFn: () => workspace.search(text, kinds ? { kinds, limit: 30 } : { limit: 30 }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
  });

/** Keeps every answer on screen in step with the store, whichever window or deadline changed it. Returns how to stop. */
export function bindInvalidation(workspace: Workspace, client: QueryClient): () => void {
  return workspace.subscribe(({ kinds, ids }) => {
    void client.invalidateQueries({
      predicate: ({ queryKey: [scope, of, what] }) => {
        if (of !== workspace.id) return false;
        if (scope === 'any') return true;
        if (scope === 'kind') return kinds.has(String(what));
        if (scope === 'record') return ids.has(String(what));
        return scope === 'records' && Array.isArray(what) && what.some((id) => ids.has(String(id)));
      },
    });
  });
}
