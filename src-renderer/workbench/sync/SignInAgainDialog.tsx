import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { textIn } from '#shared/model/values.ts';
import { recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { reasonsOf } from '../act/useAct.ts';
import { count } from '../format.ts';
import { useSyncState } from './sync-queries.ts';

interface SignInAgainDialogProps {
  readonly onClose: () => void;
}

/** The session at the server has ended: the same person signs in again. What waits stays and goes up afterwards. */
export function SignInAgainDialog({ onClose }: SignInAgainDialogProps): ReactNode {
  const { t } = useTranslation('sync');
  const workspace = useWorkspace();
  const state = useSyncState();
  const personId = useWorkspaceState(({ actor }) => actor?.personId ?? '');
  const { data: person } = useQuery({ ...recordQuery(workspace, personId), enabled: personId !== '' });
  const [typed, setTyped] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const email = typed ?? textIn(person?.fields['email']);
  const server = state.server?.name ?? t('server');

  const submit = async () => {
    setBusy(true);
    const signedIn = await workspace.sync.signIn({ email: email.trim(), passphrase });
    setBusy(false);
    if (!signedIn.ok) return setRefused(signedIn.error);
    workspace.sync.poke();
    say({ id: 'sync', text: t('signIn.done', { server }) });
    return onClose();
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('signIn.title', { server })}
      lead={t(state.waiting === 0 ? 'signIn.lead' : 'signIn.leadWaiting', { count: state.waiting, formatted: count(state.waiting) })}
      submitLabel={t('signIn.submit')}
      onSubmit={() => void submit()}
      busy={isBusy}
      reasons={[...(email.trim() === '' ? [t('signIn.noEmail')] : []), ...(passphrase === '' ? [t('signIn.noPassphrase')] : [])]}
      problems={refused ? [refused.message, ...reasonsOf(refused.unmet)] : []}
    >
      <TextField type="email" label={t('field.email')} value={email} onChange={setTyped} autoComplete="username" required />
      <TextField
        type="password"
        label={t('field.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        autoFocus
        required
      />
    </FormDialog>
  );
}
