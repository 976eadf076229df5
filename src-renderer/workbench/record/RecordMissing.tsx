import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';

interface RecordMissingProps {
  readonly plural: string;
}

/** Said where a link names a record that is not on this device. */
export function RecordMissing({ plural }: RecordMissingProps): ReactNode {
  const { t } = useTranslation('workbench');
  return (
    <EmptyState title={t('record.gone')} text={t('record.goneText')} actions={<Button href={`#/${plural}`}>{t('record.toList')}</Button>} />
  );
}
