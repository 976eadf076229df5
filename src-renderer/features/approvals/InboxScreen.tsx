import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '#shared/model/values.ts';
import { useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { ItemList } from '#renderer/ui/table/ItemList.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { Split } from '#renderer/ui/shell/Split.tsx';
import { count } from '#renderer/workbench/format.ts';
import { BulkApprove } from './BulkApprove.tsx';
import { DecidedHere } from './DecidedHere.tsx';
import { InboxDetail } from './InboxDetail.tsx';
import { groupsOf } from './inbox-groups.ts';
import { useInbox } from './useInbox.ts';

const NONE: ReadonlySet<string> = new Set();

/** What is asked of me, and until when. The list moves on by itself after each decision. */
export function InboxScreen(): ReactNode {
  const { t } = useTranslation('approvals');
  const { items, isLoading } = useInbox();
  const [cursor, setCursor] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const names = useRefLabels(items.map(({ approval }) => textIn(approval.fields['requestedBy'])));
  const at = items.findIndex(({ approval }) => approval.id === cursor);
  const current = items[at] ?? items[0];

  // The cursor stays at its place when the item under it is done, so that the next one moves up.
  const [place, setPlace] = useState(0);
  useEffect(() => {
    if (at >= 0) setPlace(at);
    else if (items.length > 0) setCursor(items[Math.min(place, items.length - 1)]?.approval.id ?? null);
  }, [at, items, place]);

  const next = () => setCursor(items[(Math.max(at, 0) + 1) % Math.max(items.length, 1)]?.approval.id ?? null);
  const picked = items.filter(({ approval }) => selected.has(approval.id));

  return (
    <Split
      open={isOpen}
      onBack={() => setOpen(false)}
      list={
        <Pane
          label={t('title')}
          head={<PaneHead title={t('title')} note={t('waiting', { count: items.length, number: count(items.length) })} />}
          note={t('order')}
          scrolls={false}
          foot={picked.length > 0 ? <BulkApprove items={picked} onDone={() => setSelected(NONE)} /> : <DecidedHere />}
        >
          {isLoading ? (
            <LoadingRows words={t('reading')} />
          ) : (
            <ItemList
              label={t('title')}
              groups={groupsOf(items, names, t)}
              cursor={current?.approval.id ?? null}
              onCursor={setCursor}
              selected={selected}
              onSelect={setSelected}
              onOpen={(id) => {
                setCursor(id);
                setOpen(true);
              }}
              empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
              autoFocus
            />
          )}
        </Pane>
      }
      detail={
        current?.subject ? (
          <InboxDetail key={current.approval.id} approval={current.approval} subject={current.subject} onNext={next} />
        ) : (
          <Pane label={t('detail')} padded>
            {!isLoading && <EmptyState title={t('nothing.title')} text={t('nothing.text')} />}
          </Pane>
        )
      }
    />
  );
}
