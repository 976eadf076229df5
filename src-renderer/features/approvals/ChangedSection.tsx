import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { Diff } from '#renderer/ui/text/Diff.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { useValueContext, valueText } from '#renderer/workbench/FieldValue.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import type { Seen } from './useSeen.ts';

interface ChangedSectionProps {
  readonly definition: AnyRecordDefinition;
  readonly seen: Seen;
  readonly version: number;
}

/** Field by field, what this person saw and what it is now. */
export function ChangedSection({ definition, seen, version }: ChangedSectionProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('approvals');
  const labels = useRefLabels(seen.differences.flatMap((one) => [one.by, ...idsIn(one.before), ...idsIn(one.after)]));
  const context = useValueContext(labels);
  const by = reading();
  return (
    <Section title={t('changed.title')} note={t('changed.note', { when: moment(seen.at, by), version: seen.version })}>
      <Diff
        label={t('changed.title')}
        heads={{ field: t('changed.field'), was: t('changed.saw'), now: t('changed.now', { version }), by: t('changed.by') }}
        rows={seen.differences.map((one) => ({
          id: one.field,
          field: words.column(definition, one.field),
          was: valueText(definition, one.field, one.before, context) || t('changed.nothing'),
          now: valueText(definition, one.field, one.after, context) || t('changed.nothing'),
          by: `${labels.get(one.by)?.label ?? t('someone')}, ${moment(one.when, by)}`,
        }))}
      />
    </Section>
  );
}
