import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan } from '#shared/importers/plan.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { BulkReport } from '#renderer/store/workspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { reasonsOf } from '../act/useAct.ts';
import { count } from '../format.ts';
import { useWords } from '../words.ts';

interface ImportReportProps {
  readonly definition: AnyRecordDefinition;
  readonly plan: ImportPlan;
  readonly report: BulkReport;
  readonly onAgain: () => void;
}

const SHOWN = 20;

/** What became of the import: how many are here now, which rows were refused in the file and which by a rule. */
export function ImportReport({ definition, plan, report, onAgain }: ImportReportProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('import');
  const many = words.many(definition).toLowerCase();
  const refused = report.refused
    .slice(0, SHOWN)
    .map(({ refusal }) => ({ text: `${refusal.message} ${reasonsOf(refusal.unmet).join(' ')}`, met: false }));
  return (
    <>
      <EmptyState
        title={
          report.canceled ? t('report.canceled', { number: count(report.accepted) }) : t('report.title', { number: count(report.accepted) })
        }
        text={t('report.text', {
          refusedRows: count(plan.counts.refused),
          unchanged: count(plan.counts.unchanged),
          refused: count(report.refused.length),
        })}
        actions={
          <>
            <Button variant="primary" href={`#/${definition.plural}`}>
              {t('report.open', { many })}
            </Button>
            <Button onClick={onAgain}>{t('another')}</Button>
          </>
        }
      />
      {refused.length > 0 && <Reasons title={t('report.refused')} conditions={refused} />}
    </>
  );
}
