import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProseField } from '#renderer/ui/form/ProseField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';

interface DiscardDialogProps {
  readonly what: string;
  readonly onDiscard: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks why something is not needed any more. It is the only way by which a wish of a person ends unfulfilled. */
export function DiscardDialog({ what, onDiscard, onClose }: DiscardDialogProps): ReactNode {
  const { t } = useTranslation('sync');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await onDiscard(note.trim());
    setBusy(false);
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('discard.title')}
      lead={t('discard.lead', { what })}
      submitLabel={t('discard.submit')}
      onSubmit={() => void submit()}
      busy={isBusy}
      reasons={note.trim() === '' ? [t('discard.noNote')] : []}
    >
      <ProseField label={t('discard.note')} help={t('discard.noteHelp')} value={note} onChange={setNote} minRows={2} autoFocus required />
    </FormDialog>
  );
}
