import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { ProseField } from '#renderer/ui/form/ProseField.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { History } from '#renderer/ui/text/History.tsx';
import { reasonsOf, useAct } from '../act/useAct.ts';
import { clock, count, dayHead, reading } from '../format.ts';
import { idsIn, useRefLabels } from '../useRefLabels.ts';
import { COMMENT_FIELD } from './comment-field.ts';
import { EventNote } from './EventNote.tsx';
import { useHistory } from './useHistory.ts';
import { useCommandsOnTheWay } from '../sync/sync-queries.ts';
import { useWords } from '../words.ts';
import classes from './HistoryPane.module.css';

interface HistoryPaneProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly options: readonly Option[];
}

const SHOWN = 40;

/** Who did what, when, for whom and why, newest first; and the place to say something. */
export function HistoryPane({ definition, record, options }: HistoryPaneProps): ReactNode {
  const { registry } = useWorkspace();
  const words = useWords();
  const act = useAct();
  const { t } = useTranslation('workbench');
  const { t: says } = useTranslation('sync');
  const history = useHistory(record);
  const onTheWay = useCommandsOnTheWay();
  const [shown, setShown] = useState(SHOWN);
  const [text, setText] = useState('');
  const comment = options.find((option) => option.verb === 'comment');
  const people = useRefLabels(
    useMemo(
      () =>
        history.flatMap(({ event }) => [
          event.by,
          event.onBehalfOf ?? '',
          ...[event.patch, event.was, event.data].flatMap((part) => idsIn(Object.values(part ?? {}))),
        ]),
      [history],
    ),
  );
  const name = (id: string) => (id === 'system' ? t('history.system') : (people.get(id)?.label ?? t('history.someone')));
  const by = reading();

  const visible = history.toReversed().slice(0, shown);
  const days = Map.groupBy(visible, ({ event }) => dayHead(event.at, by, { today: t('history.today'), yesterday: t('history.yesterday') }));
  const say = async () => {
    const result = await act({ name: `${definition.plural}.comment`, recordId: record.id, input: { text } });
    if (result.ok) setText('');
  };
  const who = (event: RecordEvent) =>
    event.onBehalfOf === undefined ? name(event.by) : t('history.for', { by: name(event.by), of: name(event.onBehalfOf) });

  return (
    <div className={classes.pane}>
      <Pane
        label={t('history.title')}
        head={<PaneHead title={t('history.title')} level={2} note={t('history.count', { number: count(history.length) })} />}
        foot={
          <form
            className={classes.say}
            onSubmit={(event) => {
              event.preventDefault();
              void say();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void say();
            }}
          >
            <ProseField label={t('history.comment')} name={COMMENT_FIELD} value={text} onChange={setText} minRows={1} maxRows={8} />
            {text.trim() !== '' && (
              <Button type="submit" keys="Ctrl Enter" reasons={comment && !comment.allowed ? reasonsOf(comment.unmet) : undefined}>
                {t('history.say')}
              </Button>
            )}
          </form>
        }
      >
        <div className={classes.entries}>
          <History
            label={t('history.title')}
            days={[...days].map(([day, lines]) => ({
              day,
              entries: lines.map(({ event, about }) => ({
                id: event.id,
                time: clock(event.at, by),
                at: event.at,
                text: (
                  <>
                    <b>{who(event)}</b> {words.happened(registry.of(event.kind), event)}
                    {about !== null && ` ${about}`}
                  </>
                ),
                mark: onTheWay.has(event.commandId) ? { tone: 'provisional' as const, word: says('mark.provisional') } : undefined,
                note: <EventNote definition={registry.of(event.kind)} event={event} labels={people} />,
              })),
            }))}
            more={
              history.length > shown
                ? { label: t('history.earlier', { number: count(history.length - shown) }), onClick: () => setShown(shown + 200) }
                : undefined
            }
          />
        </div>
      </Pane>
    </div>
  );
}
