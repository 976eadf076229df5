import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { granted, missingPermission } from '#shared/model/permission.ts';
import { textIn } from '#shared/model/values.ts';
import { platform } from '#renderer/platform/index.ts';
import { recordQuery } from '#renderer/store/queries.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import type { TextFieldProps } from '#renderer/ui/form/props.ts';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import {
  type JoinField,
  type JoinFields,
  MIN_SERVER_PASSPHRASE,
  serverAddress,
  wrongJoinFields,
} from '#renderer/workbench/sync/join-fields.ts';
import { joinRefusalKey } from '#renderer/workbench/sync/join-refusal.ts';
import { useDeviceName } from '#renderer/workbench/sync/useDeviceName.ts';
import classes from './server.module.css';

const administers = granted('admin', 'the right to administer the workspace');
const ASKED = ['url', 'code', 'email', 'passphrase', 'again', 'device'] as const;
const TYPES: { readonly [name in JoinField]?: TextFieldProps['type'] } = {
  url: 'url',
  email: 'email',
  passphrase: 'password',
  again: 'password',
};
const HELPED = new Set<JoinField>(['url', 'code', 'device']);

/** Brings what was done here to a server that has invited its founder: from then on it follows. */
export function BringSection(): ReactNode {
  const { t } = useTranslation('server');
  const workspace = useWorkspace();
  const actor = useWorkspaceState((one) => one.actor);
  const me = actor?.personId ?? '';
  const denied = actor ? missingPermission(administers, { actor }).map(({ message }) => message) : [];
  const { data: person } = useQuery({ ...recordQuery(workspace, me), enabled: me !== '' });
  const deviceName = useDeviceName();
  const [typed, setTyped] = useState<Partial<JoinFields>>({});
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const { isOwn } = platform.server;
  const fields: JoinFields = {
    url: '',
    code: '',
    tenant: '',
    name: workspace.name,
    email: textIn(person?.fields['email']),
    passphrase: '',
    again: '',
    device: deviceName,
    ...typed,
  };
  const wrong = wrongJoinFields(fields, 'found', { isOwn, hasSeveral: false });

  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    if (wrong[0] !== undefined) return form.querySelector<HTMLInputElement>(`[name="${wrong[0]}"]`)?.focus();
    if (isBusy || denied.length > 0) return undefined;
    setBusy(true);
    const { code, email, passphrase, device } = fields;
    const brought = await workspace.sync.bring({
      url: serverAddress(fields.url) ?? '',
      code: code.trim(),
      email: email.trim(),
      passphrase,
      deviceName: device.trim(),
    });
    setBusy(false);
    if (!brought.ok) return setRefused(brought.error);
    return say({ id: 'sync', text: t('settings.bringDone') });
  };
  const wordsOf = (name: JoinField) => (name === 'passphrase' ? 'newPassphrase' : name);
  const key = refused && joinRefusalKey(refused.code, 'found');

  return (
    <Section title={t('settings.bring')}>
      <Prose>{t('settings.bringText')}</Prose>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        {ASKED.filter((name) => name !== 'url' || !isOwn).map((name) => (
          <TextField
            key={name}
            name={name}
            type={TYPES[name] ?? 'text'}
            label={t(`field.${wordsOf(name)}`)}
            value={fields[name]}
            onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
            help={
              name === 'passphrase'
                ? t('field.newPassphraseHelp', { count: MIN_SERVER_PASSPHRASE })
                : HELPED.has(name)
                  ? t(`field.${name}Help`)
                  : undefined
            }
            error={isTried && wrong.includes(name) ? t(`wrong.${wordsOf(name)}`, { count: MIN_SERVER_PASSPHRASE }) : undefined}
            autoComplete={name === 'passphrase' || name === 'again' ? 'new-password' : 'off'}
            required
          />
        ))}
        {refused && (
          <Reasons
            title={key ? t(`refused.${key}`) : refused.message}
            conditions={reasonsOf(refused.unmet).map((text) => ({ text, met: false }))}
            codes={refused.code}
          />
        )}
        <p>
          <Button type="submit" variant="primary" icon="upload" reasons={isBusy ? [t('join.joining')] : denied}>
            {t('settings.bringSubmit')}
          </Button>
        </p>
      </form>
    </Section>
  );
}
