import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordOf } from '#shared/model/record.ts';
import type { RefusedItem } from '#shared/sync/replica.ts';
import { optionsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { Choice } from '#renderer/ui/text/props.ts';
import { Choices } from '#renderer/ui/text/Choices.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { RecordSheet } from '#renderer/workbench/form/RecordSheet.tsx';
import { useKeys } from '#renderer/workbench/keys.ts';
import { useRefSource } from '#renderer/workbench/useRefSource.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { insteadOf } from './instead.ts';
import type { Telling } from './useTelling.ts';
import { useSettle } from './useSettle.ts';

interface RefusedChoicesProps {
  readonly item: RefusedItem;
  readonly record: RecordOf | null;
  readonly telling: Telling;
  /** Where a decision is made again, for what has to be read before it is decided on. */
  readonly review: { readonly href: string; readonly text: string } | null;
}

/** What can be done about something refused. Each way says what it leads to; none is taken by itself. */
export function RefusedChoices({ item, record, telling, review }: RefusedChoicesProps): ReactNode {
  const { t } = useTranslation('sync');
  const workspace = useWorkspace();
  const people = useRefSource('person');
  const settle = useSettle(item.id);
  const [asking, setAsking] = useState<'edit' | 'hand' | 'discard' | null>(null);
  const { command } = item.pending;
  const definition = workspace.registry.byId(item.recordId);
  const what = telling.command(command, record ?? item.now ?? item.then);
  const about = record?.number ?? telling.about(command, record ?? item.now);
  const instead = definition && review === null ? insteadOf(command, definition, record) : null;
  const { data: options = [] } = useQuery({ ...optionsQuery(workspace, item.recordId, command.seen), enabled: record !== null });
  const same = options.find((option) => option.command === command.name);
  const close = () => setAsking(null);

  const choices: Choice[] = [
    review === null
      ? {
          id: 'again',
          label: t('choice.again'),
          keys: 'S',
          isPrimary: same?.allowed ?? true,
          reasons: same && !same.allowed ? reasonsOf(same.unmet) : undefined,
          text: record ? t('choice.againVersion', { about, version: record.version }) : t('choice.againText', { about }),
          onChoose: () => void settle({ how: 'again' }, { what }),
        }
      : {
          id: 'review',
          label: t('choice.review'),
          keys: 'S',
          isPrimary: true,
          text: review.text,
          onChoose: () => {
            location.hash = review.href;
          },
        },
    ...(review === null
      ? [
          {
            id: 'edit',
            label: t('choice.edit'),
            keys: 'E',
            isPrimary: same !== undefined && !same.allowed && instead !== null,
            reasons: instead === null ? [t('choice.editNothing')] : undefined,
            text: t('choice.editText'),
            onChoose: () => setAsking('edit'),
          },
        ]
      : []),
    { id: 'hand', label: t('choice.hand'), keys: 'D', text: t('choice.handText'), onChoose: () => setAsking('hand') },
    { id: 'discard', label: t('choice.discard'), keys: 'Delete', text: t('choice.discardText'), onChoose: () => setAsking('discard') },
  ];
  useKeys(
    choices.map(({ id, keys = '', label, reasons, onChoose }) => ({
      id: `queue.${id}`,
      keys,
      label,
      group: t('queue.keys'),
      run: reasons === undefined ? onChoose : undefined,
    })),
  );

  return (
    <Section title={t('choice.title')} note={t('choice.note')}>
      <Choices label={t('choice.title')} choices={choices} />
      {asking === 'edit' && instead && (
        <RecordSheet
          definition={instead.definition}
          title={t('instead.title', { about })}
          submitLabel={t('instead.submit')}
          refusedTitle={t('instead.refused')}
          start={instead.start}
          startUnmet={item.refusal.unmet}
          onSubmit={async (values) => {
            const draft = instead.draft(values);
            if (!draft) return [{ code: 'sync.nothingChanged', message: t('instead.nothing') }];
            const refused = await settle({ how: 'instead', draft }, { what });
            if (refused) return refused.unmet.length > 0 ? refused.unmet : [{ code: refused.code, message: refused.message }];
            close();
            return null;
          }}
          onClose={close}
        />
      )}
      {asking === 'hand' && (
        <HandOverDialog
          what={what}
          onClose={close}
          onHand={async (to, note) => {
            const who = (await people.resolve(to))?.label ?? t('someone');
            if ((await settle({ how: 'handOver', to, note }, { what, who })) === null) close();
          }}
        />
      )}
      {asking === 'discard' && (
        <DiscardDialog
          what={what}
          onClose={close}
          onDiscard={async (note) => {
            if ((await settle({ how: 'discard', note }, { what })) === null) close();
          }}
        />
      )}
    </Section>
  );
}
