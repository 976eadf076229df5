import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Attention } from '#shared/sync/replica.ts';
import type { Queued, SyncState } from '#renderer/store/sync/sync.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import type { Workspace } from '#renderer/store/workspace.ts';

/** Own commands on their way, oldest first. Asked again after every change of the workspace. */
export const queueQuery = (workspace: Workspace) =>
  queryOptions({ staleTime: Infinity, queryKey: ['any', workspace.id, 'sync', 'queue'], queryFn: () => workspace.sync.queue() });

/** What waits for a person. */
export const attentionQuery = (workspace: Workspace) =>
  queryOptions({ staleTime: Infinity, queryKey: ['any', workspace.id, 'sync', 'attention'], queryFn: () => workspace.sync.attention() });

export const useSyncState = (): SyncState => useWorkspaceState(({ sync }) => sync.state);

/** Records that show something the server has not confirmed; empty for a workspace without a server. */
export const useProvisional = (): ReadonlySet<string> => useWorkspaceState(({ sync }) => sync.provisional);

const NONE_ON_THE_WAY: ReadonlySet<string> = new Set();
const NO_COMMANDS: readonly Queued[] = [];
const NO_ITEMS: readonly Attention[] = [];

/** The ids of own commands that are on their way, so that what they did can be told apart in histories. */
export function useCommandsOnTheWay(): ReadonlySet<string> {
  const workspace = useWorkspace();
  const hasAny = useProvisional().size > 0;
  const { data } = useQuery({ ...queueQuery(workspace), enabled: hasAny });
  return useMemo(() => (hasAny && data ? new Set(data.map(({ command }) => command.id as string)) : NONE_ON_THE_WAY), [hasAny, data]);
}

/** Own commands about records of one kind that are on their way. */
export function useQueuedOf(kind: string): readonly Queued[] {
  const workspace = useWorkspace();
  const hasAny = useProvisional().size > 0;
  const { data } = useQuery({ ...queueQuery(workspace), enabled: hasAny });
  const { registry } = workspace;
  return useMemo(
    () => (hasAny && data ? data.filter(({ command }) => registry.byId(command.recordId)?.kind === kind) : NO_COMMANDS),
    [hasAny, data, registry, kind],
  );
}

/** What waits for a person about one record. */
export function useAttentionFor(recordId: string): readonly Attention[] {
  const workspace = useWorkspace();
  const hasAny = useSyncState().attention > 0;
  const { data } = useQuery({
    ...attentionQuery(workspace),
    enabled: hasAny,
    select: (all) => all.filter((item) => item.recordId === recordId),
  });
  return hasAny ? (data ?? NO_ITEMS) : NO_ITEMS;
}
