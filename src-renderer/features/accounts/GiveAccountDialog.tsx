import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { RefField } from '#renderer/ui/form/RefField.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { useRefSource } from '#renderer/workbench/useRefSource.ts';
import { useRefused } from './useRefused.ts';

interface GiveAccountDialogProps {
  /** Given when it is a new passphrase for someone who has an account. */
  readonly person: string | null;
  readonly onClose: () => void;
  readonly onGiven: (name: string) => void;
}

/** Gives a person of this workspace an account on this device, or a new first passphrase. */
export function GiveAccountDialog({ person, onClose, onGiven }: GiveAccountDialogProps) {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const source = useRefSource('person');
  const [personId, setPersonId] = useState(person);
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const refused = useRefused();

  const give = async () => {
    if (personId === null) return;
    setBusy(true);
    const given = await workspace.accounts.add(personId, passphrase);
    setBusy(false);
    if (given.ok) onGiven(given.value.name);
    else refused.set(given.error);
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t(person === null ? 'access.give' : 'access.renew')}
      lead={t('give.lead')}
      submitLabel={t('give.submit')}
      onSubmit={() => void give()}
      busy={isBusy}
      reasons={[...(personId === null ? [t('give.noPerson')] : []), ...(passphrase === '' ? [t('give.noPassphrase')] : [])]}
      problems={refused.words === undefined ? [] : [refused.words]}
    >
      <RefField
        {...source}
        label={t('access.person')}
        value={personId}
        onChange={setPersonId}
        readOnly={person !== null}
        autoFocus={person === null}
        required
      />
      <TextField
        type="password"
        label={t('give.passphrase')}
        help={t('give.help')}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="new-password"
        autoFocus={person !== null}
        required
      />
    </FormDialog>
  );
}
