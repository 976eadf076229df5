import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceImporter } from '#shared/importers/plan.ts';
import { sourceImporters } from '#shared/importers/registry.ts';
import { platform } from '#renderer/platform/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { count, reading } from '#renderer/workbench/format.ts';
import { PlanSection } from '#renderer/workbench/import/PlanSection.tsx';
import { useSourceImport } from './useSourceImport.ts';
import classes from './SourceImportScreen.module.css';

const SHOWN = 20;

/** Brings in what another product exported, several kinds at once with their relations. */
export function SourceImportScreen(): ReactNode {
  const { t } = useTranslation('reconciliation');
  const work = useSourceImport();
  const [name, setName] = useState(sourceImporters[0]?.name ?? null);
  const [zone, setZone] = useState(reading().zone);
  const importer = sourceImporters.find((one) => one.name === name);
  const { plan, report, working, refused } = work;
  const going = plan ? plan.counts.new + plan.counts.changed + plan.counts.conflict : 0;

  const choose = async (from: SourceImporter) => {
    const chosen = await platform.openFiles([{ label: from.label, extensions: from.extensions }]);
    if (chosen.ok && chosen.value.length > 0) await work.look(from, from.takesMany ? chosen.value : chosen.value.slice(0, 1), zone);
  };

  return (
    <Pane
      label={t('title')}
      padded
      head={<PaneHead title={t('title')} note={work.files.map((file) => file.name).join(', ')} />}
      foot={
        plan && !report ? (
          <ActionBar label={t('title')}>
            <Button
              variant="primary"
              reasons={working ? [t('wait')] : going === 0 ? [t('nothing')] : undefined}
              onClick={() => void work.apply()}
            >
              {t('apply', { count: going, number: count(going) })}
            </Button>
          </ActionBar>
        ) : undefined
      }
    >
      <Section title={t('from')}>
        <div className={classes.form}>
          <ChoiceField
            required
            label={t('product')}
            value={name}
            onChange={setName}
            options={sourceImporters.map(({ name: value, label, description }) => ({ value, label, hint: description }))}
            help={importer?.description}
          />
          <TextField label={t('zone')} help={t('zoneHelp')} value={zone} onChange={setZone} />
          <Button variant={plan ? 'normal' : 'primary'} icon="upload" onClick={() => importer && void choose(importer)}>
            {importer?.takesMany ? t('chooseMany') : t('choose')}
          </Button>
        </div>
      </Section>
      {refused && <Reasons title={refused.message} conditions={reasonsOf(refused.unmet).map((text) => ({ text, met: false }))} />}
      {working && (
        <LoadingRows
          key={working.what}
          rows={0}
          words={t(`working.${working.what}`)}
          done={working.done}
          total={working.total}
          onCancel={work.cancel}
        />
      )}
      {plan && !report && <PlanSection plan={plan} />}
      {report && (
        <Section>
          <EmptyState
            title={t('done', { number: count(report.accepted) })}
            text={t('doneText', {
              unchanged: count((plan?.counts.unchanged ?? 0) + report.unchanged),
              refused: count(report.refused.length),
            })}
            actions={<Button href="#/records">{t('records')}</Button>}
          />
          {report.refused.length > 0 && (
            <Reasons
              title={t('refused')}
              conditions={report.refused
                .slice(0, SHOWN)
                .map(({ refusal }) => ({ text: `${refusal.message} ${reasonsOf(refusal.unmet).join(' ')}`, met: false }))}
            />
          )}
        </Section>
      )}
    </Pane>
  );
}
