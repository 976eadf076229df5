import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceInfo } from '#renderer/store/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { DeleteWorkspaceDialog } from '#renderer/workbench/DeleteWorkspaceDialog.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import classes from './welcome.module.css';

interface WorkspacePaneProps {
  readonly workspace: WorkspaceInfo;
  readonly onOpen: () => void;
  readonly onChanged: () => void;
}

/** One workspace of this device, before it is opened. */
export function WorkspacePane({ workspace, onOpen, onChanged }: WorkspacePaneProps) {
  const { t } = useTranslation('welcome');
  const [isDeleting, setDeleting] = useState(false);
  const when = (at: string | null) => (at === null ? t('workspace.never') : moment(at, reading()));
  return (
    <Pane label={workspace.name} head={<RecordHead title={workspace.name} lead={t('workspace.lead')} />} padded>
      <p className={classes.buttons}>
        <Button variant="primary" keys="Enter" onClick={onOpen}>
          {t('workspace.open')}
        </Button>
        <Button onClick={() => setDeleting(true)}>{t('workspace.delete')}</Button>
      </p>
      <Section title={t('workspace.facts')}>
        <Facts
          items={[
            { label: t('workspace.made'), value: when(workspace.createdAt) },
            { label: t('workspace.last'), value: when(workspace.lastOpenedAt) },
          ]}
        />
      </Section>
      <DeleteWorkspaceDialog workspace={isDeleting ? workspace : null} onClose={() => setDeleting(false)} onDeleted={onChanged} />
    </Pane>
  );
}
