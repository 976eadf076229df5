import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { platform } from '#renderer/platform/index.ts';
import type { BulkProgress, Workspace } from '#renderer/store/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { ChoiceField } from '#renderer/ui/form/ChoiceField.tsx';
import { TextField } from '#renderer/ui/form/TextField.tsx';
import type { TextFieldProps } from '#renderer/ui/form/props.ts';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { RecordHead } from '#renderer/ui/shell/RecordHead.tsx';
import { Progress } from '#renderer/ui/text/Progress.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { count } from '#renderer/workbench/format.ts';
import { useDeviceName } from '#renderer/workbench/sync/useDeviceName.ts';
import { join } from './join.ts';
import {
  fieldsOf,
  type JoinField,
  type JoinFields,
  type JoinWay,
  MIN_SERVER_PASSPHRASE,
  wrongJoinFields,
} from '#renderer/workbench/sync/join-fields.ts';
import { joinRefusalKey } from '#renderer/workbench/sync/join-refusal.ts';
import classes from './welcome.module.css';

interface JoinPaneProps {
  /** The code of an invitation, where a link brought one. */
  readonly code?: string | undefined;
  readonly onOpened: (workspace: Workspace) => void;
}

const WAYS: readonly JoinWay[] = ['account', 'code', 'found'];

/** Joining a server: as somebody it knows, with an invitation, or as the founder of a workspace there. */
export function JoinPane({ code = '', onOpened }: JoinPaneProps) {
  const { t } = useTranslation('server');
  const { isOwn } = platform.server;
  const deviceName = useDeviceName();
  const [way, setWay] = useState<JoinWay>(code === '' ? 'account' : 'code');
  const [typed, setTyped] = useState<Partial<JoinFields>>({ code });
  const [isTried, setTried] = useState(false);
  const [progress, setProgress] = useState<BulkProgress | 'asking' | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const fields: JoinFields = { ...EMPTY, device: deviceName, ...typed };
  // Whether it has several shows only when it is asked for one.
  const [hasSeveral, setSeveral] = useState(false);
  const around = { isOwn, hasSeveral };
  const wrong = wrongJoinFields(fields, way, around);
  const isNew = way !== 'account';

  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    if (wrong[0] !== undefined) return form.querySelector<HTMLInputElement>(`[name="${wrong[0]}"]`)?.focus();
    if (progress !== null) return undefined;
    setRefused(null);
    setProgress('asking');
    const joined = await join(way, fields, setProgress);
    setProgress(null);
    if (!joined.ok) {
      setSeveral((before) => before || (way === 'account' && joined.error.code === 'sync.conflict'));
      return setRefused(joined.error);
    }
    return onOpened(joined.value);
  };

  const wordsOf = (name: JoinField) => (name === 'passphrase' && isNew ? 'newPassphrase' : name);
  const field = (name: JoinField): TextFieldProps => ({
    name,
    label: t(`field.${wordsOf(name)}`),
    value: fields[name],
    onChange: (value) => setTyped((before) => ({ ...before, [name]: value })),
    error: isTried && wrong.includes(name) ? t(`wrong.${wordsOf(name)}`, { count: MIN_SERVER_PASSPHRASE }) : undefined,
    required: true,
    ...LOOKS[name],
    ...(name === 'passphrase' && isNew
      ? { autoComplete: 'new-password', help: t('field.newPassphraseHelp', { count: MIN_SERVER_PASSPHRASE }) }
      : HELPED.has(name)
        ? { help: t(`field.${name}Help`) }
        : {}),
  });
  const key = refused && joinRefusalKey(refused.code, way);

  return (
    <Pane label={t('join.title')} head={<RecordHead title={t('join.title')} lead={t(isOwn ? 'join.leadOwn' : 'join.lead')} />} padded>
      <form
        className={classes.form}
        noValidate
        aria-busy={progress !== null || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <ChoiceField
          label={t('join.how')}
          value={way}
          onChange={(next) => {
            setWay(WAYS.find((one) => one === next) ?? 'account');
            setRefused(null);
          }}
          options={WAYS.map((value) => ({ value, label: t(`join.as.${value}`) }))}
          required
        />
        {fieldsOf(way, around).map((name) => (
          <TextField key={name} {...field(name)} />
        ))}
        {refused && (
          <Reasons
            title={key ? t(`refused.${key}`) : refused.message}
            conditions={refused.unmet.map(({ message, help }) => ({ text: help ? `${message} ${help}` : message, met: false }))}
            codes={t('join.again')}
          />
        )}
        {progress !== null && (
          <div role="status">
            {progress === 'asking' ? (
              <p>{t('join.joining')}</p>
            ) : (
              <Progress
                value={progress.done / Math.max(1, progress.total)}
                label={t('join.loading', { done: count(progress.done), total: count(progress.total) })}
              />
            )}
          </div>
        )}
        <p>
          <Button type="submit" variant="primary" keys="Enter" reasons={progress === null ? undefined : [t('join.joining')]}>
            {t(`join.submit.${way}`)}
          </Button>
        </p>
      </form>
      <Section title={t('join.what')}>
        <Prose>{t('join.whatText')}</Prose>
      </Section>
    </Pane>
  );
}

const EMPTY: JoinFields = { url: '', code: '', tenant: '', name: '', email: '', passphrase: '', again: '', device: '' };
const HELPED = new Set<JoinField>(['url', 'code', 'device']);
const LOOKS: { readonly [name in JoinField]: Pick<TextFieldProps, 'type' | 'autoComplete' | 'maxLength'> } = {
  url: { type: 'url', autoComplete: 'url', maxLength: 500 },
  code: { autoComplete: 'off', maxLength: 64 },
  tenant: { maxLength: 120 },
  name: { autoComplete: 'name', maxLength: 120 },
  email: { type: 'email', autoComplete: 'username', maxLength: 254 },
  passphrase: { type: 'password', autoComplete: 'current-password', maxLength: 200 },
  again: { type: 'password', autoComplete: 'new-password', maxLength: 200 },
  device: { autoComplete: 'off', maxLength: 80 },
};
