import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listWorkspaces, type WorkspaceInfo } from '#renderer/store/index.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { DeleteWorkspaceDialog } from '#renderer/workbench/DeleteWorkspaceDialog.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { useSession } from '#renderer/workbench/session.ts';
import classes from './settings.module.css';

/** The workspaces of this device: go to another, make one, take one away. */
export function WorkspacesSection() {
  const { t } = useTranslation('settings');
  const workspace = useWorkspace();
  const session = useSession();
  const [deleting, setDeleting] = useState<WorkspaceInfo | null>(null);
  const { data = [], refetch } = useQuery({ queryKey: ['workspaces'], queryFn: listWorkspaces, staleTime: 0 });
  return (
    <Section title={t('workspaces.title')}>
      <Table
        label={t('workspaces.title')}
        columns={[
          { id: 'name', label: t('workspaces.name') },
          { id: 'opened', label: t('workspaces.opened'), width: 160 },
          { id: 'ways', label: <span className="visually-hidden">{t('workspaces.ways')}</span>, width: 180 },
        ]}
        rows={data.map((info) => ({
          id: info.id,
          cells: [
            info.name,
            info.lastOpenedAt === null ? '' : moment(info.lastOpenedAt, reading()),
            info.id === workspace.id ? (
              <span className="dim">{t('workspaces.this')}</span>
            ) : (
              <span className={classes.ways}>
                <TextButton onClick={() => void session.open(info.id)}>{t('workspaces.open')}</TextButton>
                <TextButton onClick={() => setDeleting(info)}>{t('workspaces.delete')}</TextButton>
              </span>
            ),
          ],
        }))}
      />
      <div className={classes.buttons}>
        <Button onClick={() => void session.leave('new')}>{t('workspaces.others')}</Button>
      </div>
      <DeleteWorkspaceDialog workspace={deleting} onClose={() => setDeleting(null)} onDeleted={() => void refetch()} />
    </Section>
  );
}
