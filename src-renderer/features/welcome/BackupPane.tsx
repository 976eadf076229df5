import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { platform } from '#renderer/platform/index.ts';
import { type BulkProgress, restoreWorkspace } from '#renderer/store/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Progress } from '#renderer/ui/text/Progress.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import classes from './welcome.module.css';

interface BackupPaneProps {
  readonly onOpen: (id: string) => void;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A workspace from a file. One that is here already is only replaced when that is asked for. */
export function BackupPane({ onOpen }: BackupPaneProps) {
  const { t } = useTranslation('welcome');
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const [refused, setRefused] = useState<{ readonly refusal: Refusal; readonly bytes?: Bytes } | null>(null);

  const restore = async (bytes: Bytes, replace: boolean) => {
    setRefused(null);
    setProgress({ done: 0, total: 1 });
    const restored = await restoreWorkspace(bytes, { replace, journal: platform.journal, onProgress: setProgress });
    setProgress(null);
    if (restored.ok) onOpen(restored.value.id);
    else setRefused(restored.error.code === 'backup.exists' ? { refusal: restored.error, bytes } : { refusal: restored.error });
  };
  const choose = async () => {
    const opened = await platform.openFile([{ label: t('backup.kind'), extensions: ['csbackup'] }]);
    if (!opened.ok) return setRefused({ refusal: refusal('backup.unreadable', opened.error.detail ?? opened.error.title) });
    return opened.value ? restore(opened.value.bytes, false) : undefined;
  };
  const { bytes } = refused ?? {};

  return (
    <Pane label={t('backup.title')} head={<RecordHead title={t('backup.title')} lead={t('backup.lead')} />} padded>
      <p className={classes.buttons}>
        <Button
          variant={bytes ? 'normal' : 'primary'}
          icon="upload"
          reasons={progress ? [t('backup.restoring')] : undefined}
          onClick={() => void choose()}
        >
          {t('backup.submit')}
        </Button>
        {bytes && (
          <Button variant="primary" onClick={() => void restore(bytes, true)}>
            {t('backup.replace')}
          </Button>
        )}
      </p>
      {progress && (
        <div className={classes.progress}>
          <Progress value={progress.done / Math.max(1, progress.total)} label={t('backup.restoring')} />
        </div>
      )}
      {refused && (
        <Reasons
          title={refused.refusal.message}
          conditions={refused.refusal.unmet.map(({ message, help }) => ({ text: help ? `${message} ${help}` : message, met: false }))}
          codes={refused.refusal.code}
        />
      )}
      <Section title={t('backup.after')}>
        <Prose>{t('backup.text')}</Prose>
      </Section>
    </Pane>
  );
}
