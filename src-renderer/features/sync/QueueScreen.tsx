import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { Split } from '#renderer/ui/shell/Split.tsx';
import { ItemList } from '#renderer/ui/table/ItemList.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { count } from '#renderer/workbench/format.ts';
import { useKeys } from '#renderer/workbench/keys.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { QueueDetail } from './QueueDetail.tsx';
import { queueGroups } from './queue-groups.tsx';
import { useQueue } from './useQueue.ts';
import { useTelling } from './useTelling.ts';

/** `?item=` names the one that a link leads to. */
const Search = z.object({ item: z.string().nullable().catch(null) });

/** What this device has given and the server has not confirmed, and what was refused and waits for the person. */
export function QueueScreen(): ReactNode {
  const { t } = useTranslation('sync');
  const { registry } = useWorkspace();
  const me = useWorkspaceState(({ actor }) => actor?.personId ?? '');
  const words = useWords();
  const state = useSyncState();
  const data = useQueue();
  const telling = useTelling();
  const names = useRefLabels(
    data.attention.flatMap((item) => (item.type === 'conflict' ? [item.by, item.otherBy ?? ''] : [item.pending.by])),
  );
  const asked = useRouterState({ select: ({ location }) => Search.parse(location.search).item });
  const [cursor, setCursor] = useState(asked);
  const [isOpen, setOpen] = useState(false);

  const columns = (recordId: string, fields: readonly string[]) => {
    const definition = registry.byId(recordId);
    return fields.map((field) => (definition ? words.column(definition, field) : field)).join(', ');
  };
  // Until all of it is known, nothing is: the cursor begins at what needs the person.
  const groups = data.isLoading ? [] : queueGroups(data, { state, telling, names, columns, me, t });
  const ids = groups.flatMap((group) => group.items.map(({ id }) => id));
  const at = ids.indexOf(cursor ?? '');
  const current = ids[at] ?? ids[0] ?? null;
  // The cursor stays at its place when the item under it is settled, so that the next one moves up.
  const [place, setPlace] = useState(0);
  const [first] = ids;
  const heir = ids[Math.min(place, ids.length - 1)];
  useEffect(() => {
    if (at >= 0) setPlace(at);
    else if (first !== undefined) setCursor(heir ?? first);
  }, [at, first, heir]);
  const next = () => setCursor(ids[(Math.max(at, 0) + 1) % Math.max(ids.length, 1)] ?? null);
  useKeys([{ id: 'queue.next', keys: 'N', group: t('queue.keys'), label: t('choice.next'), run: next }]);

  const waiting = data.queue.length + data.more;
  const isLocal = state.phase === 'local';
  const empty = (
    <EmptyState
      title={t('queue.empty.title')}
      text={isLocal ? t('queue.empty.local') : t('queue.empty.text', { server: state.server?.name ?? t('server') })}
      actions={isLocal ? <Button href="#/settings/server">{t('queue.empty.join')}</Button> : undefined}
    />
  );

  return (
    <Split
      listWidth="wide"
      open={isOpen}
      onBack={() => setOpen(false)}
      list={
        <Pane
          label={t('title')}
          head={
            <PaneHead
              title={t('title')}
              note={waiting === 0 ? t('queue.none') : t('queue.onTheWay', { count: waiting, formatted: count(waiting) })}
            />
          }
          note={t('queue.order')}
          scrolls={false}
          foot={
            data.more > 0 ? <p className="small dim">{t('queue.more', { count: data.more, formatted: count(data.more) })}</p> : undefined
          }
        >
          {data.isLoading ? (
            <LoadingRows words={t('queue.reading')} />
          ) : (
            <ItemList
              label={t('title')}
              groups={groups}
              cursor={current}
              onCursor={setCursor}
              onOpen={(id) => {
                setCursor(id);
                setOpen(true);
              }}
              empty={empty}
              autoFocus
            />
          )}
        </Pane>
      }
      detail={
        current === null ? (
          <Pane label={t('queue.detail')} padded>
            {!data.isLoading && !isLocal && <EmptyState title={t('queue.nothing.title')} text={t('queue.nothing.text')} />}
          </Pane>
        ) : (
          <QueueDetail key={current} id={current} data={data} telling={telling} />
        )
      }
    />
  );
}
