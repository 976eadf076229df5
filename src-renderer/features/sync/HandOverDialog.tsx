import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProseField } from '#renderer/ui/form/ProseField.tsx';
import { RefField } from '#renderer/ui/form/RefField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { useRefSource } from '#renderer/workbench/useRefSource.ts';

interface HandOverDialogProps {
  readonly what: string;
  readonly onHand: (to: string, note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks to whom an item goes, and what they should know. */
export function HandOverDialog({ what, onHand, onClose }: HandOverDialogProps): ReactNode {
  const { t } = useTranslation('sync');
  const source = useRefSource('person');
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    if (to === null) return;
    setBusy(true);
    await onHand(to, note.trim());
    setBusy(false);
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('hand.title')}
      lead={t('hand.lead', { what })}
      submitLabel={t('hand.submit')}
      onSubmit={() => void submit()}
      busy={isBusy}
      reasons={[...(to === null ? [t('hand.nobody')] : []), ...(note.trim() === '' ? [t('hand.noNote')] : [])]}
    >
      <RefField {...source} label={t('hand.to')} value={to} onChange={setTo} autoFocus required />
      <ProseField label={t('hand.note')} help={t('hand.noteHelp')} value={note} onChange={setNote} minRows={2} required />
    </FormDialog>
  );
}
