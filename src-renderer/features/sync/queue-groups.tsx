import type { TFunction } from 'i18next';
import type { Attention } from '#shared/sync/replica.ts';
import type { Queued, SyncState } from '#renderer/store/sync/sync.ts';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import type { ListGroup, ListItem } from '#renderer/ui/table/props.ts';
import { count, reading } from '#renderer/workbench/format.ts';
import { standsWords } from '#renderer/workbench/sync/stands.ts';
import { shortMoment } from '#renderer/workbench/sync/sync-sentence.ts';
import type { RefLabel } from '#renderer/workbench/useRefLabels.ts';
import type { QueueData } from './useQueue.ts';
import type { Telling } from './useTelling.ts';

/** The item that stands for a following that has stopped. */
export const STOPPED = 'stopped';

interface ItemTools {
  readonly state: SyncState;
  readonly telling: Telling;
  readonly names: ReadonlyMap<string, RefLabel>;
  /** Names of the fields of a kind, by the id of one of its records. */
  readonly columns: (recordId: string, fields: readonly string[]) => string;
  readonly me: string;
  readonly t: TFunction<'sync'>;
}

/** What needs the person first, the newest on top; then what is on its way, the oldest first. */
export function queueGroups({ queue, attention, records }: QueueData, tools: ItemTools): ListGroup[] {
  const { state, t } = tools;
  const needs = [
    ...(state.phase === 'stopped' ? [stoppedItem(tools)] : []),
    ...attention.toSorted((a, b) => (a.at < b.at ? 1 : -1)).map((item) => attentionItem(item, records, tools)),
  ];
  const way = queue.map((one) => queuedItem(one, placeOf(one, queue), records, tools));
  return [
    ...(needs.length > 0 ? [{ id: 'needs', label: t('queue.needsYou'), items: needs }] : []),
    ...(way.length > 0 ? [{ id: 'way', label: t('queue.way'), items: way }] : []),
  ];
}

function stoppedItem({ state, t }: ItemTools): ListItem {
  return {
    id: STOPPED,
    title: t('stopped.list', { server: state.server?.name ?? t('server') }),
    end: <StateMark tone="refused" word={t('status.stopped')} />,
    second: [state.stopped?.message ?? ''],
  };
}

function attentionItem(item: Attention, records: QueueData['records'], { telling, names, columns, me, t }: ItemTools): ListItem {
  const when = shortMoment(item.at, reading());
  if (item.type === 'refused') {
    const { command } = item.pending;
    return {
      id: item.id,
      title: telling.command(command, records.get(item.recordId) ?? item.now ?? item.then),
      end: <StateMark tone="refused" word={t('status.refused')} />,
      second: [t('refused.second', { when, why: item.refusal.unmet[0]?.message ?? item.refusal.message })],
    };
  }
  const fields = columns(
    item.recordId,
    item.conflicts.map(({ field }) => field),
  );
  const about = telling.about(item, records.get(item.recordId));
  const other = telling.who(item.by === me ? item.otherBy : item.by, names);
  return {
    id: item.id,
    title: t('conflict.list', { fields, about }),
    end: <StateMark tone="risk" word={t('status.conflict')} />,
    second: [t('conflict.second', { when, other, stands: standsWords(item, me, t) })],
  };
}

function queuedItem(queued: Queued, at: number, records: QueueData['records'], { state, telling, t }: ItemTools): ListItem {
  const mark =
    queued.expected !== null
      ? ({ tone: 'risk', word: t('status.doubtful') } as const)
      : queued.status === 'answered'
        ? ({ tone: 'waiting', word: t('status.sent'), shape: 'sent' } as const)
        : ({ tone: 'waiting', word: t('status.waiting') } as const);
  return {
    id: queued.command.id,
    title: telling.command(queued.command, records.get(queued.command.recordId)),
    end: <StateMark {...mark} />,
    second: [`${shortMoment(queued.command.at, reading())}. ${waitsWords(queued, at, state, t)}`],
  };
}

/** How many wait to be sent before it. */
export const placeOf = (queued: Queued, queue: readonly Queued[]): number =>
  queue.filter(({ seq, status }) => seq < queued.seq && status === 'waiting').length;

/** What a command waits for, in a sentence. `at` is how many wait to be sent before it. */
export function waitsWords(queued: Queued, at: number, state: SyncState, t: TFunction<'sync'>): string {
  if (queued.by === 'system') return t('waits.system');
  if (queued.status === 'answered') return t('waits.answered');
  switch (state.phase) {
    case 'offline':
      return t('waits.offline');
    case 'backingOff':
    case 'connecting':
      return t('waits.server');
    case 'signedOut':
    case 'incompatible':
    case 'stopped':
      return t(`waits.${state.phase}`);
    case 'pushing':
      if (at === 0) return t('waits.sending');
      break;
    default:
      if (at === 0) return t('waits.next');
  }
  return t('waits.behind', { count: at, formatted: count(at) });
}
