import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecordOf } from '#shared/model/record.ts';
import type { Attention } from '#shared/sync/replica.ts';
import { recordsQuery } from '#renderer/store/queries.ts';
import type { Queued } from '#renderer/store/sync/sync.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { attentionQuery, queueQuery } from '#renderer/workbench/sync/sync-queries.ts';

/** What the queue screen shows, with the records that it is about as they are now. */
export interface QueueData {
  readonly queue: readonly Queued[];
  /** Own commands that are on the way but not listed, because there are so many. */
  readonly more: number;
  readonly attention: readonly Attention[];
  readonly records: ReadonlyMap<string, RecordOf>;
  readonly isLoading: boolean;
}

/** Nobody reads a list of thousands of commands; their number says enough. */
const SHOWN = 300;
const NONE: readonly never[] = [];

export function useQueue(): QueueData {
  const workspace = useWorkspace();
  const queue = useQuery(queueQuery(workspace));
  const attention = useQuery(attentionQuery(workspace));
  const shown = useMemo(() => queue.data?.slice(0, SHOWN) ?? NONE, [queue.data]);
  const items = attention.data ?? NONE;
  const ids = useMemo(
    () => [...new Set([...shown.map(({ command }) => command.recordId as string), ...items.map(({ recordId }) => recordId)])].toSorted(),
    [shown, items],
  );
  const found = useQuery({ ...recordsQuery(workspace, ids), enabled: ids.length > 0 });
  const records = useMemo(() => new Map((found.data ?? []).map((record) => [record.id as string, record])), [found.data]);
  return {
    queue: shown,
    more: (queue.data?.length ?? 0) - shown.length,
    attention: items,
    records,
    isLoading: queue.isPending || attention.isPending,
  };
}
