import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { useProvisional } from './sync-queries.ts';

interface ProvisionalMarkProps {
  readonly id: string;
}

/** Says of a record that something of it is not confirmed by the server; nothing where all of it is. */
export function ProvisionalMark({ id }: ProvisionalMarkProps): ReactNode {
  const { t } = useTranslation('sync');
  return useProvisional().has(id) ? <StateMark tone="provisional" word={t('mark.provisional')} /> : null;
}
