import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Versions } from '#renderer/ui/text/Versions.tsx';
import { useValueContext, valueText } from '#renderer/workbench/FieldValue.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import { fieldVersions } from './field-versions.ts';
import type { Telling } from './useTelling.ts';

interface RefusedVersionsProps {
  readonly definition: AnyRecordDefinition;
  readonly then: RecordOf | null;
  readonly now: RecordOf | null;
  /** Fields that the command gave. */
  readonly wished: JsonObject;
  /** Whose wish it was. */
  readonly by: string;
  readonly telling: Telling;
}

/** Side by side, only where they differ: as the author had it, what they wished, and as it is now. */
export function RefusedVersions({ definition, then, now, wished, by, telling }: RefusedVersionsProps): ReactNode {
  const { t } = useTranslation('sync');
  const words = useWords();
  const { rows, same } = fieldVersions(definition, then, now, wished);
  const labels = useRefLabels([
    by,
    now?.updatedBy ?? '',
    ...rows.flatMap((row) => [row.then, row.wished, row.now].flatMap((value) => idsIn(value))),
  ]);
  const context = useValueContext(labels);
  const who = telling.who(by, labels);
  const at = reading();
  const text = (field: string, value: Json) => valueText(definition, field, value, context) || t('refused.nothing');
  const hasWish = rows.some((row) => row.wished !== undefined);
  const isMoved = then !== null && now !== null && then.state !== now.state;
  const versions = [
    ...(then === null
      ? []
      : [
          {
            id: 'then',
            name: t('refused.then', { who, ...telling.side(by) }),
            note: t('refused.versionNote', { version: then.version, when: moment(then.updatedAt, at) }),
          },
        ]),
    ...(hasWish ? [{ id: 'wished', name: t('refused.wished', { who }) }] : []),
    ...(now === null
      ? []
      : [
          {
            id: 'now',
            name: t('refused.now'),
            note: t('refused.versionBy', {
              version: now.version,
              who: telling.who(now.updatedBy, labels),
              when: moment(now.updatedAt, at),
            }),
          },
        ]),
  ];
  if (rows.length === 0 && !isMoved)
    return (
      <Section title={t('refused.versions')}>
        <Prose>{now === null ? t('refused.gone') : t('refused.noDifference', { who, ...telling.side(by) })}</Prose>
      </Section>
    );
  const cellsOf = (row: (typeof rows)[number]) => {
    const isChanged = then !== null && now !== null && text(row.field, row.then) !== text(row.field, row.now);
    return [
      ...(then === null ? [] : [{ text: text(row.field, row.then), mark: isChanged ? ('was' as const) : undefined }]),
      ...(hasWish ? [{ text: row.wished === undefined ? '' : text(row.field, row.wished) }] : []),
      ...(now === null ? [] : [{ text: text(row.field, row.now), mark: isChanged ? ('now' as const) : undefined }]),
    ];
  };
  return (
    <Section title={t('refused.versions')} note={same > 0 ? t('refused.same', { count: same }) : undefined}>
      <Versions
        label={t('refused.versions')}
        heads={{ field: t('refused.field'), versions }}
        rows={[
          ...(isMoved
            ? [
                {
                  id: ' state',
                  field: t('refused.state'),
                  cells: [
                    { text: words.state(definition, then.state), mark: 'was' as const },
                    ...(hasWish ? [{ text: '' }] : []),
                    { text: words.state(definition, now.state), mark: 'now' as const },
                  ],
                },
              ]
            : []),
          ...rows.map((row) => ({ id: row.field, field: words.column(definition, row.field), cells: cellsOf(row) })),
        ]}
      />
    </Section>
  );
}
