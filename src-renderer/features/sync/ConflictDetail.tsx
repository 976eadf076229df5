import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '#shared/kernel/json.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { ConflictItem } from '#shared/sync/replica.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Choices } from '#renderer/ui/text/Choices.tsx';
import type { Choice } from '#renderer/ui/text/props.ts';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Versions } from '#renderer/ui/text/Versions.tsx';
import { useValueContext, valueText } from '#renderer/workbench/FieldValue.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { useKeys } from '#renderer/workbench/keys.ts';
import { type Sides, sidesOf } from '#renderer/workbench/sync/stands.ts';
import { hrefOf, idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import type { Telling } from './useTelling.ts';
import { useSettle } from './useSettle.ts';

interface ConflictDetailProps {
  readonly item: ConflictItem;
  readonly record: RecordOf | null;
  readonly telling: Telling;
}

/** Fields that two people set without seeing each other's: before, mine, theirs, which stands, and the way to the other one. */
export function ConflictDetail({ item, record, telling }: ConflictDetailProps): ReactNode {
  const { t } = useTranslation('sync');
  const { registry } = useWorkspace();
  const words = useWords();
  const me = useWorkspaceState(({ actor }) => actor?.personId ?? '');
  const settle = useSettle(item.id);
  const sides = sidesOf(item, me);
  const otherId = item.by === me ? item.otherBy : item.by;
  const labels = useRefLabels(
    useMemo(
      () => [
        item.by,
        item.otherBy ?? '',
        ...item.conflicts.flatMap((one) => [one.base, one.given, one.other].flatMap((value) => idsIn(value))),
      ],
      [item],
    ),
  );
  const context = useValueContext(labels);
  const definition = registry.byId(item.recordId);
  const other = telling.who(otherId, labels);
  const choices: Choice[] = definition
    ? [
        ...sides.map((side, at): Choice => {
          const field = words.column(definition, side.field);
          const [label, text] = side.isMineStanding
            ? [t('conflict.useTheirs'), t('choice.useTheirsText', { who: other, field })]
            : [t('conflict.restoreMine'), t('choice.restoreMineText', { field })];
          return {
            id: `restore ${side.field}`,
            label: sides.length === 1 ? label : `${label}: ${field}`,
            keys: at === 0 ? 'R' : undefined,
            text,
            onChoose: () => void settle({ how: 'restore', field: side.field }, { field }),
          };
        }),
        {
          id: 'keep',
          label: t('choice.keep'),
          keys: 'S',
          isPrimary: true,
          text: t('choice.keepText'),
          onChoose: () => void settle({ how: 'keep' }),
        },
      ]
    : [];
  useKeys(
    choices.flatMap(({ id, keys, label, onChoose }) =>
      keys === undefined ? [] : [{ id: `queue.${id}`, keys, label, group: t('queue.keys'), run: onChoose }],
    ),
  );
  if (!definition) return null;

  const href = record ? hrefOf(definition.plural, record.id) : undefined;
  const fields = new Intl.ListFormat(reading().locale).format(sides.map(({ field }) => words.column(definition, field)));
  const text = (field: string, value: Json) => valueText(definition, field, value, context) || t('refused.nothing');
  const markOf = (isStanding: boolean) => (isStanding ? ('now' as const) : ('was' as const));
  const restore = (side: Sides) => void settle({ how: 'restore', field: side.field }, { field: words.column(definition, side.field) });

  return (
    <Pane
      label={t('queue.detail')}
      padded
      head={
        <RecordHead
          level={2}
          crumbs={[{ label: telling.about(item, record), href }, { label: moment(item.at, reading()) }]}
          crumbsEnd={href && <Link href={href}>{t('queue.openRecord')}</Link>}
          title={t('conflict.title', { fields, count: sides.length })}
          lead={t('conflict.lead', { other })}
        />
      }
    >
      <Section title={t('conflict.versions')}>
        <Versions
          label={t('conflict.versions')}
          heads={{
            field: t('refused.field'),
            versions: [
              { id: 'base', name: t('conflict.before') },
              { id: 'mine', name: t('conflict.yours') },
              { id: 'theirs', name: t('conflict.theirs', { who: other }) },
            ],
            end: t('conflict.actions'),
          }}
          rows={sides.map((side) => ({
            id: side.field,
            field: words.column(definition, side.field),
            cells: [
              { text: text(side.field, side.base) },
              { text: text(side.field, side.mine), mark: markOf(side.isMineStanding) },
              { text: text(side.field, side.theirs), mark: markOf(!side.isMineStanding) },
            ],
            end: (
              <TextButton onClick={() => restore(side)}>
                {t(side.isMineStanding ? 'conflict.useTheirs' : 'conflict.restoreMine')}
              </TextButton>
            ),
          }))}
        />
      </Section>
      <Section title={t('choice.title')} note={t('choice.note')}>
        <Choices label={t('choice.title')} choices={choices} />
      </Section>
    </Pane>
  );
}
