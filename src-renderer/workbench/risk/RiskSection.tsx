import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { riskOf } from '#shared/capabilities/changes/index.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { textIn, textsIn } from '#shared/model/values.ts';
import { recordsQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Sum } from '#renderer/ui/text/Sum.tsx';
import { useWords } from '../words.ts';

interface RiskSectionProps {
  readonly subject: RecordOf;
}

/** A change's risk with its arithmetic and the answers behind it; nothing for other kinds or while a question is open. */
export function RiskSection({ subject }: RiskSectionProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const { data: systems = [] } = useQuery(recordsQuery(workspace, textsIn(subject.fields['systems'])));
  if (subject.kind !== 'change') return null;
  const definition = workspace.registry.of(subject.kind);
  const risk = riskOf(subject.fields);
  if (!risk) return null;
  const answer = (name: string) => words.choice(definition, name, subject.fields[name]).replace(/^\d – /, '');
  const critical = systems
    .filter((system) => ['high', 'critical'].includes(textIn(system.fields['criticality'])))
    .map((system) => textIn(system.fields['name']));
  return (
    <Section
      title={t('risk.title', { level: words.choice(definition, 'riskLevel', risk.level).toLowerCase(), score: risk.score })}
      note={t('risk.note')}
    >
      <Sum
        label={t('risk.label')}
        lines={[
          {
            factor: t('risk.impact'),
            number: String(risk.impact),
            reason: critical.length > 0 ? `${answer('impact')}; ${t('risk.critical', { names: critical.join(', ') })}` : answer('impact'),
          },
          { factor: t('risk.likelihood'), number: `× ${risk.likelihood}`, reason: answer('likelihood') },
        ]}
        total={{ factor: t('risk.total'), number: String(risk.score), reason: words.choice(definition, 'riskLevel', risk.level) }}
      />
    </Section>
  );
}
