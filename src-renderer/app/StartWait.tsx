import { useTranslation } from 'react-i18next';
import { LoadingRows } from '../ui/text/LoadingRows.tsx';

/** While a workspace opens: row shapes, then words; never a spinner. */
export function StartWait() {
  const { t } = useTranslation('app');
  return (
    <main>
      <LoadingRows rows={6} words={t('start.opening')} />
    </main>
  );
}
