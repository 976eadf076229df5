import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/controls/Link.tsx';
import { TextButton } from '../ui/controls/TextButton.tsx';
import { count } from '../workbench/format.ts';
import type { SyncSentence, SyncWay } from '../workbench/sync/sync-sentence.ts';
import classes from './ShellStatus.module.css';

interface SyncStatusProps {
  readonly sentence: SyncSentence;
  readonly attention: number;
  readonly onWay: (way: SyncWay) => void;
}

const QUEUE = '#/queue';

/** Where the sync stands in one sentence, what waits too long, what needs a person, and the way on. */
export function SyncStatus({ sentence, attention, onWay }: SyncStatusProps): ReactNode {
  const { t } = useTranslation('sync');
  const { key, values, late, way, tone } = sentence;
  return (
    <>
      <span data-tone={tone} className={classes.sentence}>
        <Trans t={t} i18nKey={`state.${key}`} values={values} components={{ queue: <Link href={QUEUE} /> }} />
      </span>
      {way !== null && (
        <TextButton className={classes.way} onClick={() => onWay(way)}>
          {t(`way.${way}`)}
        </TextButton>
      )}
      {late !== null && (
        <span className={classes.late}>
          <Icon name="clock" small /> {late}
        </span>
      )}
      {attention > 0 && (
        <a className={classes.attention} href={QUEUE}>
          <Icon name="triangle" small /> {t('attention', { count: attention, formatted: count(attention) })}
        </a>
      )}
    </>
  );
}
