import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { Button } from '../ui/controls/Button.tsx';
import { Pane } from '../ui/shell/Pane.tsx';
import { Reasons } from '../ui/text/Reasons.tsx';
import { Title } from '../ui/text/Title.tsx';
import { OutsideFrame } from '../workbench/OutsideFrame.tsx';
import classes from './page.module.css';

interface StartTroubleProps {
  readonly refusal: Refusal;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
}

/** A workspace that cannot be opened: why, what it means for the data, and the ways on. */
export function StartTrouble({ refusal, onRetry, onLeave }: StartTroubleProps) {
  const { t } = useTranslation('app');
  return (
    <OutsideFrame icon="triangle" status={t('start.status')}>
      <Pane label={t('start.failed')} padded>
        <div className={classes.page}>
          <Title>{t('start.failed')}</Title>
          <Reasons
            title={refusal.message}
            conditions={refusal.unmet.map(({ message, help }) => ({ text: help ? `${message} ${help}` : message, met: false }))}
            codes={refusal.code}
          />
          <p className={classes.buttons}>
            <Button variant="primary" onClick={onRetry}>
              {t('start.retry')}
            </Button>
            <Button onClick={onLeave}>{t('start.others')}</Button>
          </p>
        </div>
      </Pane>
    </OutsideFrame>
  );
}
