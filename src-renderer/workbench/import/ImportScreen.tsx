import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice } from '#shared/importers/plan.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { platform } from '#renderer/platform/index.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { count } from '../format.ts';
import { reasonsOf } from '../act/useAct.ts';
import { RecordMissing } from '../record/RecordMissing.tsx';
import { useAddress } from '../useAddress.ts';
import { useWords } from '../words.ts';
import { ImportReport } from './ImportReport.tsx';
import { MappingSection } from './MappingSection.tsx';
import { PlanSection } from './PlanSection.tsx';
import { useImport } from './useImport.ts';

/** Imports records of any kind from CSV or Excel: first everything is shown, and nothing is written until told to. */
export function ImportScreen(): ReactNode {
  const { plural } = useAddress();
  const definition = useWorkspace().registry.byPlural(plural);
  return definition ? <KindImport key={plural} definition={definition} /> : <RecordMissing plural={plural} />;
}

interface KindImportProps {
  readonly definition: AnyRecordDefinition;
}

function KindImport({ definition }: KindImportProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('import');
  const work = useImport(definition);
  const [choice, setChoice] = useState<ConflictChoice>('skip');
  const { table, mapping, plan, report, working, refused } = work;
  const many = words.many(definition);

  const choose = async () => {
    const chosen = await platform.openFile([{ label: t('fileKind'), extensions: ['csv', 'txt', 'tsv', 'xlsx'] }]);
    if (chosen.ok && chosen.value) await work.open(chosen.value);
  };
  const going = plan ? plan.counts.new + plan.counts.changed + (choice === 'skip' ? 0 : plan.counts.conflict) : 0;
  const button = (
    <Button variant={table ? 'normal' : 'primary'} icon="upload" onClick={() => void choose()}>
      {table ? t('another') : t('choose')}
    </Button>
  );

  return (
    <Pane
      label={t('title', { many })}
      padded
      head={<PaneHead title={t('title', { many })} note={table?.name} end={table && button} />}
      foot={
        table && !report ? (
          <ActionBar label={t('apply.label')}>
            <Button
              variant="primary"
              reasons={working ? [t('apply.wait')] : going === 0 ? [t('apply.nothing')] : undefined}
              onClick={() => void work.apply(choice)}
            >
              {t('apply.button', { count: going, number: count(going) })}
            </Button>
            {plan && plan.counts.conflict > 0 && (
              <ChoiceField
                label={t('conflict.label', { count: plan.counts.conflict })}
                value={choice}
                onChange={(next) => setChoice(next === 'here' || next === 'file' ? next : 'skip')}
                options={(['skip', 'here', 'file'] as const).map((value) => ({ value, label: t(`conflict.${value}`) }))}
              />
            )}
            <span>{t('apply.note')}</span>
          </ActionBar>
        ) : undefined
      }
    >
      {refused && <Reasons title={refused.message} conditions={reasonsOf(refused.unmet).map((text) => ({ text, met: false }))} />}
      {!table && !working && <EmptyState title={t('empty.title', { many: many.toLowerCase() })} text={t('empty.text')} actions={button} />}
      {working && (
        <LoadingRows
          key={working.what}
          rows={table ? 0 : 6}
          words={t(`working.${working.what}`)}
          done={working.done}
          total={working.total}
          onCancel={work.cancel}
        />
      )}
      {table && mapping && !report && <MappingSection definition={definition} table={table} mapping={mapping} onChange={work.map} />}
      {plan && !report && <PlanSection plan={plan} />}
      {report && plan && <ImportReport definition={definition} plan={plan} report={report} onAgain={work.reset} />}
    </Pane>
  );
}
