import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { MIN_PASSPHRASE } from '#renderer/store/accounts.ts';
import { type Fields, wrongFields } from './founding-fields.ts';
import type { Founder } from './founding.ts';
import classes from './welcome.module.css';

interface FoundingFormProps {
  /** Asks for the name of the workspace too. */
  readonly hasName: boolean;
  /** Answers why it was refused, or null. */
  readonly onSubmit: (founder: Founder, workspaceName: string) => Promise<Refusal | null>;
}

/** The first person of a workspace: a name, an address, a passphrase. */
export function FoundingForm({ hasName, onSubmit }: FoundingFormProps) {
  const { t } = useTranslation('welcome');
  const [fields, setFields] = useState<Fields>({ workspace: '', name: '', email: '', passphrase: '', again: '' });
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const wrong = wrongFields(fields, hasName);

  const field = (name: keyof Fields) => ({
    name,
    label: t(`field.${name}`),
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
    error: isTried && wrong.includes(name) ? t(`wrong.${name}`, { count: MIN_PASSPHRASE }) : undefined,
    required: name !== 'email',
  });

  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    if (wrong[0] !== undefined) return form.querySelector<HTMLInputElement>(`[name="${wrong[0]}"]`)?.focus();
    if (isBusy) return undefined;
    setBusy(true);
    const founder = { name: fields.name.trim(), email: fields.email.trim(), passphrase: fields.passphrase };
    setRefused(await onSubmit(founder, fields.workspace.trim()));
    return setBusy(false);
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      {hasName && <TextField {...field('workspace')} placeholder={t('field.workspaceExample')} maxLength={80} />}
      <TextField {...field('name')} autoComplete="name" maxLength={120} />
      <TextField {...field('email')} type="email" autoComplete="email" maxLength={200} />
      <TextField {...field('passphrase')} type="password" autoComplete="new-password" help={t('field.help', { count: MIN_PASSPHRASE })} />
      <TextField {...field('again')} type="password" autoComplete="new-password" />
      {refused && (
        <Reasons
          title={refused.message}
          conditions={refused.unmet.map(({ message, help }) => ({ text: help ? `${message} ${help}` : message, met: false }))}
          codes={refused.code}
        />
      )}
      <p>
        <Button type="submit" variant="primary" keys="Enter">
          {t(isBusy ? 'new.making' : 'new.submit')}
        </Button>
      </p>
    </form>
  );
}
