import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPlan, PlannedRow, RowStatus } from '#shared/importers/plan.ts';
import { DataTable } from '#renderer/ui/table/DataTable.tsx';
import type { DataColumn } from '#renderer/ui/table/props.ts';
import { Tabs } from '#renderer/ui/shell/Tabs.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import type { Tone } from '#renderer/ui/tone.ts';
import { count } from '../format.ts';
import classes from './PlanSection.module.css';

interface PlanSectionProps {
  readonly plan: ImportPlan;
}

const STATUSES: readonly RowStatus[] = ['new', 'changed', 'conflict', 'refused', 'unchanged'];
const tones: { readonly [status in RowStatus]: Tone } = {
  new: 'approved',
  changed: 'waiting',
  unchanged: 'neutral',
  conflict: 'risk',
  refused: 'refused',
};

/** The dry run: what every row would do, with row, field and reason for each that would not. */
export function PlanSection({ plan }: PlanSectionProps): ReactNode {
  const { t } = useTranslation('import');
  const [status, setStatus] = useState<RowStatus | 'all'>(plan.counts.refused > 0 ? 'refused' : 'all');
  const [cursor, setCursor] = useState(0);
  const rows = useMemo(() => (status === 'all' ? plan.rows : plan.rows.filter((row) => row.status === status)), [plan, status]);

  const columns: DataColumn<PlannedRow>[] = [
    { id: 'row', label: t('plan.row'), kind: 'number', width: 72, value: ({ row }) => row },
    {
      id: 'status',
      label: t('plan.status'),
      kind: 'state',
      width: 128,
      value: (row) => ({ tone: tones[row.status], word: t(`status.${row.status}`) }),
    },
    { id: 'label', label: t('plan.record'), width: 240, value: ({ label }) => label },
    { id: 'why', label: t('plan.why'), grows: true, width: 320, value: reason },
  ];
  return (
    <Section title={t('plan.title')} note={t('plan.note', { number: count(plan.rows.length) })}>
      {plan.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      {plan.findings.length > 0 && (
        <p>
          {t('plan.findings', {
            number: count(plan.findings.length),
            first: plan.findings[0] ? `${plan.findings[0].field} ${plan.findings[0].reason}` : '',
          })}
        </p>
      )}
      <Tabs
        label={t('plan.filter')}
        current={status}
        onSelect={(id) => setStatus(STATUSES.find((one) => one === id) ?? 'all')}
        items={[
          { id: 'all', label: t('plan.all'), count: plan.rows.length },
          ...STATUSES.map((id) => ({ id, label: t(`status.${id}`), count: plan.counts[id] })),
        ]}
      />
      <div className={classes.table}>
        <DataTable<PlannedRow>
          label={t('plan.title')}
          columns={columns}
          count={rows.length}
          getRow={(index) => rows[index]}
          rowKey={(row) => `${row.file ?? ''} ${row.row} ${row.recordId}`}
          cursor={Math.min(cursor, Math.max(0, rows.length - 1))}
          onCursor={setCursor}
          empty={<p>{t('plan.none')}</p>}
        />
      </div>
    </Section>
  );
}

/** Why a row would be refused or what it would change, in one line. */
function reason(row: PlannedRow): string {
  const problems = row.problems.map(({ field, reason: why, value }) => `${field} ${why}${value === undefined ? '' : ` (“${value}”)`}`);
  const changes = row.differences.map(({ label, here, file }) => `${label}: ${short(here)} → ${short(file)}`);
  return [...problems, ...changes].join('; ');
}

const short = (value: unknown): string => {
  const text = value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};
