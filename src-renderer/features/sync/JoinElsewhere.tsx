import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { useSession } from '#renderer/workbench/session.ts';
import classes from './server.module.css';

/** A link of an invitation that was opened while a workspace is open: joining goes on outside it. */
export function JoinElsewhere(): ReactNode {
  const { t } = useTranslation('server');
  const { name } = useWorkspace();
  const session = useSession();
  return (
    <Pane label={t('join.title')} padded head={<RecordHead title={t('join.title')} lead={t('join.inside')} />}>
      <div className={classes.buttons}>
        <Button variant="primary" onClick={() => void session.leave('join')}>
          {t('join.go', { workspace: name })}
        </Button>
      </div>
    </Pane>
  );
}
