import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { BulkProgress } from '#renderer/store/workspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Progress } from '#renderer/ui/text/Progress.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { count } from '#renderer/workbench/format.ts';
import { useSession } from '#renderer/workbench/session.ts';
import classes from './settings.module.css';

/** The whole workspace as one file, and the way back from such a file. */
export function BackupSection() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const session = useSession();
  const [progress, setProgress] = useState<BulkProgress | null>(null);

  const backup = async () => {
    setProgress({ done: 0, total: 1 });
    const bytes = await workspace.backup(setProgress).finally(() => setProgress(null));
    const saved = await platform.saveFile(fileName(workspace.name, new Date()), 'application/zip', new Uint8Array(bytes));
    if (!saved.ok) say({ id: 'backup', tone: 'refused', text: saved.error.title, reasons: saved.error.detail ? [saved.error.detail] : [] });
    else if (saved.value)
      say({ id: 'backup', text: t('backup.done', { name: saved.value.name, size: count(Math.ceil(bytes.byteLength / 1024)) }) });
  };

  return (
    <Section title={t('backup.title')}>
      <Prose>{t('backup.text')}</Prose>
      <div className={classes.buttons}>
        <Button variant="primary" icon="save" reasons={progress ? [t('backup.running')] : undefined} onClick={() => void backup()}>
          {t('backup.make')}
        </Button>
        <Button icon="upload" onClick={() => void session.leave('backup')}>
          {t('backup.restore')}
        </Button>
      </div>
      {progress && <Progress value={progress.done / Math.max(1, progress.total)} label={t('backup.progress')} />}
    </Section>
  );
}

/** `Halden Mutual 2026-11-18.csbackup`, without what a file name cannot have. */
const fileName = (name: string, now: Date): string =>
  `${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'workspace'} ${now.toISOString().slice(0, 10)}.csbackup`;
