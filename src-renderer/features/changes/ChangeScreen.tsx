import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { RecordMissing } from '#renderer/workbench/record/RecordMissing.tsx';
import { RecordPage } from '#renderer/workbench/record/RecordPage.tsx';
import { RiskSection } from '#renderer/workbench/risk/RiskSection.tsx';
import { useAddress } from '#renderer/workbench/useAddress.ts';
import { TasksSection } from './TasksSection.tsx';

/** A change: where it stands and why it cannot go on, its tasks, its seats, its risk, its history. */
export function ChangeScreen(): ReactNode {
  const { id } = useAddress();
  const workspace = useWorkspace();
  const { t } = useTranslation('changes');
  const { data: change, isPending } = useQuery(recordQuery(workspace, id));
  if (isPending) return <LoadingRows words={t('reading')} rows={8} />;
  if (!change) return <RecordMissing plural="changes" />;
  return (
    <RecordPage
      key={id}
      record={change}
      shown={['task', 'approval']}
      beside={<TasksSection change={change} />}
      above={<RiskSection subject={change} />}
    />
  );
}
