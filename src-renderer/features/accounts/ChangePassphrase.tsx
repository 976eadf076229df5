import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import classes from './accounts.module.css';
import { useRefused } from './useRefused.ts';

const EMPTY = { current: '', next: '', again: '' };

/** A new passphrase for oneself; the current one is asked for. */
export function ChangePassphrase() {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const [fields, setFields] = useState(EMPTY);
  const refused = useRefused();
  const field = (name: keyof typeof EMPTY) => ({
    type: 'password' as const,
    name,
    label: t(`change.${name}`),
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });
  const isDifferent = fields.again !== '' && fields.again !== fields.next;
  const missing = Object.values(fields).includes('');

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (missing || isDifferent || refused.wait > 0) return;
    const changed = await workspace.accounts.changePassphrase(fields.current, fields.next);
    refused.set(changed.ok ? null : changed.error);
    if (!changed.ok) return;
    setFields(EMPTY);
    say({ id: 'passphrase', text: t('change.done') });
  };

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField {...field('current')} autoComplete="current-password" error={refused.words} />
      <TextField {...field('next')} autoComplete="new-password" />
      <TextField {...field('again')} autoComplete="new-password" error={isDifferent ? t('change.different') : undefined} />
      <p>
        <Button type="submit" reasons={missing ? [t('change.missing')] : isDifferent ? [t('change.different')] : undefined}>
          {t('change.submit')}
        </Button>
      </p>
    </form>
  );
}
