import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { useAddress } from '../useAddress.ts';
import { RecordMissing } from './RecordMissing.tsx';
import { RecordPage } from './RecordPage.tsx';

/** The page of any record, by the id in the address. */
export function RecordScreen(): ReactNode {
  const { id, plural } = useAddress();
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  const { data: record, isPending } = useQuery(recordQuery(workspace, id));
  if (isPending) return <LoadingRows words={t('record.reading')} rows={8} />;
  if (!record) return <RecordMissing plural={plural} />;
  return <RecordPage key={id} record={record} />;
}
