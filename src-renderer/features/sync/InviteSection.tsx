import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { granted, missingPermission } from '#shared/model/permission.ts';
import { textIn } from '#shared/model/values.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { RefField } from '#renderer/ui/form/RefField.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { useRefSource } from '#renderer/workbench/useRefSource.ts';
import { InvitationDialog } from './InvitationDialog.tsx';
import { type Invitation, serverAccount } from './server-account.ts';
import classes from './server.module.css';

const managesPeople = granted('people.manage', 'the right to manage people');

/** Gives a person of the list an account at the server, by a code that is shown once. */
export function InviteSection(): ReactNode {
  const { t } = useTranslation('server');
  const actor = useWorkspaceState((one) => one.actor);
  const [isAsking, setAsking] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly invitation: Invitation } | null>(null);
  const denied = actor ? missingPermission(managesPeople, { actor }).map(({ message }) => message) : [];
  return (
    <Section title={t('people.title')}>
      <Prose>{t('people.text')}</Prose>
      <div className={classes.buttons}>
        <Button icon="plus" reasons={denied} onClick={() => setAsking(true)}>
          {t('people.invite')}
        </Button>
      </div>
      {isAsking && (
        <InviteDialog
          onClose={() => setAsking(false)}
          onMade={(name, invitation) => {
            setAsking(false);
            setMade({ name, invitation });
          }}
        />
      )}
      {made && <InvitationDialog {...made} onClose={() => setMade(null)} />}
    </Section>
  );
}

interface InviteDialogProps {
  readonly onClose: () => void;
  readonly onMade: (name: string, invitation: Invitation) => void;
}

function InviteDialog({ onClose, onMade }: InviteDialogProps): ReactNode {
  const { t } = useTranslation('server');
  const workspace = useWorkspace();
  const source = useRefSource('person');
  const [personId, setPersonId] = useState<string | null>(null);
  const [email, setEmail] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);

  const choose = async (id: string | null) => {
    setPersonId(id);
    const person = id === null ? undefined : await workspace.reader.get(id);
    setEmail(textIn(person?.fields['email']));
  };
  const make = async () => {
    if (personId === null) return;
    setBusy(true);
    const made = await serverAccount(workspace.id).invite(personId, email.trim());
    setBusy(false);
    if (!made.ok) return setRefused(made.error);
    return onMade((await source.resolve(personId))?.label ?? '', made.value);
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('people.invite')}
      lead={t('people.lead')}
      submitLabel={t('people.submit')}
      onSubmit={() => void make()}
      busy={isBusy}
      reasons={personId === null ? [t('people.nobody')] : []}
      problems={refused ? [refused.message, ...reasonsOf(refused.unmet)] : []}
    >
      <RefField {...source} label={t('people.person')} value={personId} onChange={(id) => void choose(id)} autoFocus required />
      <TextField type="email" label={t('field.email')} value={email} onChange={setEmail} autoComplete="off" />
    </FormDialog>
  );
}
