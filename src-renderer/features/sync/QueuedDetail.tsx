import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordOf } from '#shared/model/record.ts';
import type { Queued } from '#renderer/store/sync/sync.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { moment, reading } from '#renderer/workbench/format.ts';
import { EventNote } from '#renderer/workbench/record/EventNote.tsx';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { hrefOf, idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { waitsWords } from './queue-groups.tsx';
import type { Telling } from './useTelling.ts';

interface QueuedDetailProps {
  readonly queued: Queued;
  /** How many wait to be sent before it. */
  readonly at: number;
  readonly record: RecordOf | null;
  /** The refused command that it needs, in words. */
  readonly needs: string | null;
  readonly telling: Telling;
}

/** A command on its way: what it does here, what it waits for, and why it may come to nothing. */
export function QueuedDetail({ queued, at, record, needs, telling }: QueuedDetailProps): ReactNode {
  const { t } = useTranslation('sync');
  const { registry } = useWorkspace();
  const words = useWords();
  const state = useSyncState();
  const { command, events, expected } = queued;
  const definition = registry.byId(command.recordId);
  const labels = useRefLabels(
    useMemo(
      () => [
        queued.by,
        ...events.flatMap((event) => [event.patch, event.was, event.data].flatMap((part) => idsIn(Object.values(part ?? {})))),
      ],
      [queued.by, events],
    ),
  );
  const href = definition && record ? hrefOf(definition.plural, command.recordId) : undefined;
  return (
    <Pane
      label={t('queue.detail')}
      padded
      head={
        <RecordHead
          level={2}
          crumbs={[
            { label: record?.number ?? (definition ? words.one(definition) : ''), href },
            { label: <StateMark tone="provisional" word={t('mark.provisional')} /> },
          ]}
          crumbsEnd={href && <Link href={href}>{t('queue.openRecord')}</Link>}
          title={telling.command(command, record)}
          lead={t('command.lead', { who: telling.who(queued.by, labels), when: moment(command.at, reading()) })}
        />
      }
    >
      {expected && (
        <Section title={t('command.refusal')}>
          <Reasons
            title={expected.message}
            conditions={reasonsOf(expected.unmet).map((text) => ({ text, met: false }))}
            codes={expected.code}
          />
        </Section>
      )}
      <Section title={t('command.waitsFor')}>
        <Prose>
          {[
            needs === null ? waitsWords(queued, at, state, t) : t('waits.needs', { what: needs }),
            expected ? t('waits.expected') : '',
          ].join(' ')}
        </Prose>
      </Section>
      <Section title={t('command.does')} note={t('command.doesNote')}>
        {events.length === 0 ? (
          <Prose>{t('command.nothing')}</Prose>
        ) : (
          events.map((event) => {
            const kind = registry.of(event.kind);
            return (
              <div key={event.id}>
                <b>{telling.who(event.by, labels)}</b> {words.happened(kind, event)}
                <EventNote definition={kind} event={event} labels={labels} />
              </div>
            );
          })
        )}
      </Section>
    </Pane>
  );
}
