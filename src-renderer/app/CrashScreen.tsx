import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/controls/Button.tsx';
import { Pane } from '../ui/shell/Pane.tsx';
import { Prose } from '../ui/text/Prose.tsx';
import { Title } from '../ui/text/Title.tsx';
import classes from './page.module.css';

interface CrashScreenProps {
  readonly error: unknown;
  readonly correlationId: string;
  readonly onRetry: () => void;
}

/** What is shown instead of a screen that broke: what it means for the work, and what to do. */
export function CrashScreen({ error, correlationId, onRetry }: CrashScreenProps) {
  const { t } = useTranslation('app');
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await navigator.clipboard.writeText([correlationId, new Date().toISOString(), navigator.userAgent, stack].join('\n'));
    setIsCopied(true);
  };
  return (
    <Pane label={t('crash.title')} padded>
      <div className={classes.page} role="alert">
        <Title>{t('crash.title')}</Title>
        <Prose>{t('crash.text')}</Prose>
        <p className={classes.buttons}>
          <Button variant="primary" onClick={onRetry}>
            {t('crash.retry')}
          </Button>
          <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
          <Button icon="copy" onClick={() => void copy()}>
            {t(isCopied ? 'crash.copied' : 'crash.copy')}
          </Button>
        </p>
        <p className={classes.quiet}>{t('crash.id', { id: correlationId })}</p>
        <pre className={classes.details}>{error instanceof Error ? error.message : String(error)}</pre>
      </div>
    </Pane>
  );
}
