import type { ReactNode } from 'react';
import { ConflictDetail } from './ConflictDetail.tsx';
import { QueuedDetail } from './QueuedDetail.tsx';
import { placeOf, STOPPED } from './queue-groups.tsx';
import { RefusedDetail } from './RefusedDetail.tsx';
import { StoppedDetail } from './StoppedDetail.tsx';
import type { QueueData } from './useQueue.ts';
import type { Telling } from './useTelling.ts';

interface QueueDetailProps {
  readonly id: string;
  readonly data: QueueData;
  readonly telling: Telling;
}

/** The item under the cursor in full, by what it is. */
export function QueueDetail({ id, data, telling }: QueueDetailProps): ReactNode {
  if (id === STOPPED) return <StoppedDetail />;
  const item = data.attention.find((one) => one.id === id);
  if (item?.type === 'refused') return <RefusedDetail item={item} record={data.records.get(item.recordId) ?? null} telling={telling} />;
  if (item?.type === 'conflict') return <ConflictDetail item={item} record={data.records.get(item.recordId) ?? null} telling={telling} />;
  const queued = data.queue.find(({ command }) => command.id === id);
  if (!queued) return null;
  const needed = data.attention.find((one) => one.type === 'refused' && (queued.dependsOn ?? []).includes(one.pending.command.id));
  return (
    <QueuedDetail
      queued={queued}
      at={placeOf(queued, data.queue)}
      record={data.records.get(queued.command.recordId) ?? null}
      needs={needed?.type === 'refused' ? telling.command(needed.pending.command, data.records.get(needed.recordId)) : null}
      telling={telling}
    />
  );
}
