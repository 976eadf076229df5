import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf } from '#shared/model/definition.ts';
import { textIn } from '#shared/model/values.ts';
import { recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { seenDigest } from '#renderer/workbench/approval/approvals-query.ts';
import { RecordMissing } from '#renderer/workbench/record/RecordMissing.tsx';
import { RecordPage } from '#renderer/workbench/record/RecordPage.tsx';
import { useAddress } from '#renderer/workbench/useAddress.ts';
import { hrefOf, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { AskedSections } from './AskedSections.tsx';
import { subjectOf } from './useInbox.ts';

/** A request for approval with the content that it is about, so that it can be decided on here too. */
export function ApprovalScreen(): ReactNode {
  const { id } = useAddress();
  const workspace = useWorkspace();
  const { t } = useTranslation('approvals');
  const { data: approval, isPending } = useQuery(recordQuery(workspace, id));
  const subjectId = approval ? subjectOf(approval) : '';
  const { data: subject } = useQuery({ ...recordQuery(workspace, subjectId), enabled: subjectId !== '' });
  const asker = textIn(approval?.fields['requestedBy']);
  const names = useRefLabels([asker]);
  if (isPending) return <LoadingRows words={t('reading')} rows={8} />;
  if (!approval) return <RecordMissing plural="approvals" />;
  if (!subject) return <RecordPage key={id} record={approval} />;
  const definition = workspace.registry.of(subject.kind);
  return (
    <RecordPage
      key={id}
      record={approval}
      seen={seenDigest(approval, subject)}
      direct={['approve']}
      lead={
        <>
          {t('asks', { asker: names.get(asker)?.label ?? t('someone') })}{' '}
          <Link href={hrefOf(definition.plural, subject.id)}>{subject.number ?? labelOf(definition, subject)}</Link>
        </>
      }
      above={<AskedSections subject={subject} />}
    />
  );
}
