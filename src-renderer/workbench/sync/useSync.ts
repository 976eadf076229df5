import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import type { Attention } from '#shared/sync/replica.ts';
import type { Queued, SyncState } from '#renderer/store/sync/sync.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import type { Workspace } from '#renderer/store/workspace.ts';
import { type Reading, reading } from '../format.ts';

/** Own commands on their way, oldest first. Asked again after every change of the workspace. */
export const queueQuery = (workspace: Workspace) =>
  queryOptions({ staleTime: Infinity, queryKey: ['any', workspace.id, 'sync', 'queue'], queryFn: () => workspace.sync.queue() });

/** What waits for a person. */
export const attentionQuery = (workspace: Workspace) =>
  queryOptions({ staleTime: Infinity, queryKey: ['any', workspace.id, 'sync', 'attention'], queryFn: () => workspace.sync.attention() });

export const useSyncState = (): SyncState => useWorkspaceState(({ sync }) => sync.state);

/** Records that show something the server has not confirmed; empty for a workspace without a server. */
export const useProvisional = (): ReadonlySet<string> => useWorkspaceState(({ sync }) => sync.provisional);

const NO_COMMANDS: readonly Queued[] = [];
const NO_ITEMS: readonly Attention[] = [];

/** Own commands of one record that are on their way. */
export function useQueuedFor(recordId: string): readonly Queued[] {
  const workspace = useWorkspace();
  const isProvisional = useProvisional().has(recordId);
  const { data } = useQuery({
    ...queueQuery(workspace),
    enabled: isProvisional,
    select: (all) => all.filter(({ command, events }) => command.recordId === recordId || events.some((one) => one.recordId === recordId)),
  });
  return isProvisional ? (data ?? NO_COMMANDS) : NO_COMMANDS;
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

/** The reader's clock, looked at again after so many milliseconds. */
export function useReading(every: number): Reading {
  const [, look] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [every]);
  return reading();
}
