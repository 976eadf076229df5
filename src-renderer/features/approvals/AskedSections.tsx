import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, isEmpty } from '#shared/model/field.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { FieldValue } from '#renderer/workbench/FieldValue.tsx';
import { RiskSection } from '#renderer/workbench/risk/RiskSection.tsx';
import { idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';

interface AskedSectionsProps {
  readonly subject: RecordOf;
  /** What stands right after the facts: what changed since it was seen. */
  readonly children?: ReactNode;
}

/** The content that an approval binds to, as it is now: what is decided on is what is in view. */
export function AskedSections({ subject, children }: AskedSectionsProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('approvals');
  const definition = workspace.registry.of(subject.kind);
  const labels = useRefLabels(Object.values(subject.fields).flatMap(idsIn));
  const asked = Object.entries(definition.fields).filter(
    ([name, field]) => isReadable(field) && name !== definition.label && !isEmpty(subject.fields[name]),
  );
  const facts = asked.filter(([, field]) => field.type !== 'prose');
  const prose = asked.filter(([, field]) => field.type === 'prose');
  return (
    <>
      <Section title={t('asked')}>
        <Facts
          items={facts.map(([name]) => ({
            label: words.column(definition, name),
            value: <FieldValue definition={definition} name={name} value={subject.fields[name]} labels={labels} />,
          }))}
        />
      </Section>
      {children}
      <RiskSection subject={subject} />
      {prose.map(([name]) => (
        <Section key={name} title={words.column(definition, name)}>
          <Prose>{textIn(subject.fields[name])}</Prose>
        </Section>
      ))}
    </>
  );
}

const isReadable = (field: Field) => field.material === true && field.type !== 'data' && !field.technical;
