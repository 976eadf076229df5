import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { EmptyState } from '#renderer/ui/text/EmptyState.tsx';

interface RecordMissingProps {
  readonly plural: string;
}

/** Said where a link names a record that is not on this device. */
export function RecordMissing({ plural }: RecordMissingProps): ReactNode {
  const { t } = useTranslation('workbench');
  return (
    <Pane label={t('record.gone')} head={<PaneHead title={t('record.gone')} />}>
      <EmptyState
        title={t('record.goneTitle')}
        text={t('record.goneText')}
        actions={
          <Button variant="primary" href={`#/${plural}`}>
            {t('record.toList')}
          </Button>
        }
      />
    </Pane>
  );
}
