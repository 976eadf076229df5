import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { useRefLabels } from '../useRefLabels.ts';
import { useWords } from '../words.ts';
import classes from './AttentionNotices.module.css';
import { sidesOf } from './stands.ts';
import { useAttentionFor } from './sync-queries.ts';

interface AttentionNoticesProps {
  readonly definition: AnyRecordDefinition;
  readonly recordId: string;
}

/** On a record's page: which of its fields somebody else set at the same time, and whose value stands. */
export function AttentionNotices({ definition, recordId }: AttentionNoticesProps): ReactNode {
  const { t } = useTranslation('sync');
  const words = useWords();
  const me = useWorkspaceState(({ actor }) => actor?.personId ?? '');
  const items = useAttentionFor(recordId);
  const conflicts = items.flatMap((item) => (item.type === 'conflict' ? [item] : []));
  const refused = items.filter(({ type }) => type === 'refused').length;
  const names = useRefLabels(
    useMemo(() => items.flatMap((item) => (item.type === 'conflict' ? [item.by, item.otherBy ?? ''] : [])), [items]),
  );
  if (items.length === 0) return null;
  return (
    <ul className={classes.notices}>
      {conflicts.flatMap((item) => {
        const other = names.get((item.by === me ? item.otherBy : item.by) ?? '')?.label ?? t('someone');
        return sidesOf(item, me).map((side) => (
          <li key={`${item.id} ${side.field}`}>
            <Icon name="triangle" small />
            <span>
              {t('conflict.notice', {
                field: words.column(definition, side.field),
                other,
                stands: t(side.isMineStanding ? 'conflict.yoursStand' : 'conflict.theirsStand'),
              })}{' '}
              <Link href={`#/queue?item=${item.id}`}>{t('conflict.seeBoth')}</Link>
            </span>
          </li>
        ));
      })}
      {refused > 0 && (
        <li>
          <Icon name="cross" small />
          <span>
            {t('refused.notice', { count: refused })}{' '}
            <Link href={`#/queue?item=${items.find(({ type }) => type === 'refused')?.id ?? ''}`}>{t('refused.see')}</Link>
          </span>
        </li>
      )}
    </ul>
  );
}
