import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { verbOf } from '#shared/model/decide.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { StateMark } from '#renderer/ui/controls/StateMark.tsx';
import { ActionBar } from '#renderer/ui/shell/ActionBar.tsx';
import { DECISIONS } from '#renderer/workbench/approval/useDecision.tsx';
import { count } from '#renderer/workbench/format.ts';
import { useQueuedOf } from '#renderer/workbench/sync/sync-queries.ts';

/** At the foot of the inbox: what was decided here is out of the list, but not yet certain. */
export function DecidedHere(): ReactNode {
  const { t } = useTranslation('sync');
  const queued = useQueuedOf('approval');
  const decided = queued.filter(({ command }) => DECISIONS.some((verb) => verb === verbOf(command)));
  if (decided.length === 0) return null;
  return (
    <ActionBar label={t('mark.provisional')}>
      <StateMark tone="provisional" word={t('inbox.decided', { count: decided.length, formatted: count(decided.length) })} />
      <Link href="#/queue">{t('inbox.see')}</Link>
    </ActionBar>
  );
}
