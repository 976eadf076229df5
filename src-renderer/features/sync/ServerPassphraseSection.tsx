import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { MIN_SERVER_PASSPHRASE } from '#renderer/workbench/sync/join-fields.ts';
import { serverAccount } from './server-account.ts';
import classes from './server.module.css';

const EMPTY = { current: '', newPassphrase: '', again: '' };

/** A new passphrase for the account at the server; the current one is asked for. */
export function ServerPassphraseSection(): ReactNode {
  const { t } = useTranslation('server');
  const workspace = useWorkspace();
  const [fields, setFields] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const isShort = fields.newPassphrase !== '' && fields.newPassphrase.length < MIN_SERVER_PASSPHRASE;
  const isDifferent = fields.again !== '' && fields.again !== fields.newPassphrase;
  const reasons = [
    ...(Object.values(fields).includes('') ? [t('passphrase.missing')] : []),
    ...(isShort ? [t('wrong.newPassphrase', { count: MIN_SERVER_PASSPHRASE })] : []),
    ...(isDifferent ? [t('wrong.again')] : []),
  ];
  const field = (name: keyof typeof EMPTY) => ({
    type: 'password' as const,
    name,
    label: t(`field.${name}`),
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (reasons.length > 0 || isBusy) return;
    setBusy(true);
    const changed = await serverAccount(workspace.id).changePassphrase(fields.current, fields.newPassphrase);
    setBusy(false);
    setRefused(changed.ok ? null : changed.error);
    if (!changed.ok) return;
    setFields(EMPTY);
    say({ id: 'passphrase', text: t('passphrase.done') });
  };

  return (
    <Section title={t('passphrase.title')}>
      <Prose>{t('passphrase.text')}</Prose>
      <form className={classes.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField {...field('current')} autoComplete="current-password" />
        <TextField
          {...field('newPassphrase')}
          autoComplete="new-password"
          error={isShort ? t('wrong.newPassphrase', { count: MIN_SERVER_PASSPHRASE }) : undefined}
        />
        <TextField {...field('again')} autoComplete="new-password" error={isDifferent ? t('wrong.again') : undefined} />
        {refused && <Reasons title={refused.message} conditions={reasonsOf(refused.unmet).map((text) => ({ text, met: false }))} />}
        <p>
          <Button type="submit" reasons={reasons}>
            {t('passphrase.submit')}
          </Button>
        </p>
      </form>
    </Section>
  );
}
