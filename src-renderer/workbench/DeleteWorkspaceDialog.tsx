import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteWorkspace, type WorkspaceInfo } from '../store/index.ts';
import { TextField } from '../ui/form/TextField.tsx';
import { FormDialog } from '../ui/overlay/FormDialog.tsx';

interface DeleteWorkspaceDialogProps {
  /** The one that is to go; null while nothing is asked. */
  readonly workspace: WorkspaceInfo | null;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** The one thing that cannot be undone: it asks for the name of the workspace, typed. */
export function DeleteWorkspaceDialog({ workspace, onClose, onDeleted }: DeleteWorkspaceDialogProps) {
  const { t } = useTranslation('welcome');
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const name = workspace?.name ?? '';
  const close = () => {
    setTyped('');
    setProblem(null);
    onClose();
  };
  const remove = async () => {
    if (!workspace) return;
    try {
      await deleteWorkspace(workspace.id);
    } catch (error) {
      return setProblem(t('delete.failed', { reason: error instanceof Error ? error.message : String(error) }));
    }
    close();
    onDeleted();
  };
  return (
    <FormDialog
      opened={workspace !== null}
      onClose={close}
      title={t('delete.title', { name })}
      lead={t('delete.lead')}
      submitLabel={t('delete.submit')}
      onSubmit={() => void remove()}
      reasons={typed.trim() === name.trim() ? [] : [t('delete.reason', { name })]}
      problems={problem === null ? [] : [problem]}
    >
      <TextField label={t('delete.field', { name })} value={typed} onChange={setTyped} autoComplete="off" autoFocus required />
    </FormDialog>
  );
}
