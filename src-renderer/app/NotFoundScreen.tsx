import { useTranslation } from 'react-i18next';
import { Button } from '../ui/controls/Button.tsx';
import { Pane } from '../ui/shell/Pane.tsx';
import { Prose } from '../ui/text/Prose.tsx';
import { Title } from '../ui/text/Title.tsx';
import classes from './page.module.css';

/** An address that leads nowhere: an old link, or a mistyped one. */
export function NotFoundScreen() {
  const { t } = useTranslation('app');
  return (
    <Pane label={t('notFound.title')} padded>
      <div className={classes.page}>
        <Title>{t('notFound.title')}</Title>
        <Prose>{t('notFound.text')}</Prose>
        <p className={classes.buttons}>
          <Button variant="primary" href="#/inbox">
            {t('notFound.home')}
          </Button>
        </p>
      </div>
    </Pane>
  );
}
