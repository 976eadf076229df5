import { queryOptions, useQuery } from '@tanstack/react-query';
import { labelOf } from '#shared/model/definition.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { Workspace } from '#renderer/store/workspace.ts';
import { approvalsQuery } from '../approval/approvals-query.ts';

/** One line of a record's history: its own event, or what happened to its steps and to the requests for its approval. */
export interface HistoryLine {
  readonly event: RecordEvent;
  /** What it happened to, where that is not the record itself. */
  readonly about: string | null;
}

/** What belongs to a record is told with it only when something was done, not when it was written. */
const QUIET = new Set(['created', 'edited', 'archived', 'restored', 'imported', 'movedAlong']);

/** Oldest first, by the time at which things happened. */
const historyLines = (workspace: Workspace, record: RecordOf) =>
  queryOptions({
    staleTime: Infinity,
    queryKey: ['any', workspace.id, 'lines', record.id],
    async queryFn({ client }): Promise<readonly HistoryLine[]> {
      const { reader, registry } = workspace;
      const definition = registry.of(record.kind);
      const approvals = await client.query(approvalsQuery(workspace, record.id));
      const children = await Promise.all((definition.children ?? []).map(({ kind, field }) => reader.related(kind, field, record.id)));
      const belonging = [...approvals, ...children.flat()];
      const own = (await reader.history(record.id)).map((event): HistoryLine => ({ event, about: null }));
      const theirs = await Promise.all(
        belonging.map(async (one) => {
          const about = one.kind === 'approval' ? (one.number ?? one.id) : labelOf(registry.of(one.kind), one);
          const events = await reader.history(one.id);
          return events.filter(({ type }) => !QUIET.has(type.slice(type.indexOf('.') + 1))).map((event): HistoryLine => ({ event, about }));
        }),
      );
      return [...own, ...theirs.flat()].toSorted((a, b) => (a.event.time < b.event.time ? -1 : 1));
    },
  });

export function useHistory(record: RecordOf): readonly HistoryLine[] {
  const { data } = useQuery(historyLines(useWorkspace(), record));
  return data ?? [];
}
