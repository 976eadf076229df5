import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import type { AccountInfo } from '#renderer/store/workspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { samplePassphrase } from '#renderer/workbench/sample-mark.ts';
import classes from './accounts.module.css';
import { useRefused } from './useRefused.ts';

interface PassphraseFormProps {
  readonly person: AccountInfo;
  readonly autoFocus?: boolean;
  /** What is asked, where it is not simply signing in. */
  readonly lead?: string;
  /** Other ways, beside the button. */
  readonly children?: ReactNode;
}

/** Signing in as one person. A wrong passphrase says so; too many say how long to wait, and count it down. */
export function PassphraseForm({ person, autoFocus = false, lead, children }: PassphraseFormProps) {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const [passphrase, setPassphrase] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const refused = useRefused();
  const sample = samplePassphrase(workspace.id);

  // The sample tells its passphrase, so trying another person is one key.
  useEffect(() => setPassphrase(sample ?? ''), [sample]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setEmpty(passphrase === '');
    if (isBusy || passphrase === '' || refused.wait > 0) return;
    setBusy(true);
    const signedIn = await workspace.accounts.signIn(person.personId, passphrase);
    setBusy(false);
    refused.set(signedIn.ok ? null : signedIn.error);
  };

  return (
    <Pane
      label={person.name}
      head={<RecordHead title={person.name} lead={lead ?? t('signIn.lead', { workspace: workspace.name })} />}
      padded
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {sample !== undefined && <p className={classes.quiet}>{t('signIn.sample', { passphrase: sample })}</p>}
        <TextField
          type="password"
          label={t('passphrase')}
          name="passphrase"
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus={autoFocus}
          error={isEmpty && passphrase === '' ? t('signIn.empty') : refused.words}
          required
        />
        <p className={classes.buttons}>
          <Button
            type="submit"
            variant="primary"
            keys="Enter"
            reasons={refused.wait > 0 ? [t('signIn.wait', { count: refused.wait })] : undefined}
          >
            {t(isBusy ? 'signIn.checking' : 'signIn.submit')}
          </Button>
          {children}
        </p>
      </form>
      <Section title={t('protects.title')}>
        <Prose>{t('protects.text')}</Prose>
      </Section>
    </Pane>
  );
}
