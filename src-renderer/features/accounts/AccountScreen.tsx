import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { isEmpty } from '#shared/model/field.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import { recordQuery } from '#renderer/store/queries.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { Link } from '#renderer/ui/controls/Link.tsx';
import { NumberField } from '#renderer/ui/form/NumberField.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { FieldValue } from '#renderer/workbench/FieldValue.tsx';
import { usePersonal } from '#renderer/workbench/personal.ts';
import { useSession } from '#renderer/workbench/session.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import { hrefOf, idsIn, useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { useWords } from '#renderer/workbench/words.ts';
import classes from './accounts.module.css';
import { ChangePassphrase } from './ChangePassphrase.tsx';

const SHOWN = ['title', 'email', 'team', 'manager', 'roles'] as const;

/** Who I am here, my passphrase, and when the screen locks. */
export function AccountScreen() {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const words = useWords();
  const session = useSession();
  const { settings, change } = usePersonal();
  const actor = useWorkspaceState((one) => one.actor);
  const { data: person } = useQuery({ ...recordQuery(workspace, actor?.personId ?? ''), enabled: actor !== null });
  const labels = useRefLabels(person ? SHOWN.flatMap((name) => idsIn(person.fields[name])) : []);
  const definition = person && workspace.registry.of(person.kind);

  return (
    <SettingsPage section="account">
      <Section
        title={actor?.name ?? ''}
        note={person && definition && <Link href={hrefOf(definition.plural, person.id)}>{t('account.record')}</Link>}
      >
        {person && definition && (
          <Facts
            items={SHOWN.filter((name) => !isEmpty(person.fields[name])).map((name) => ({
              id: name,
              label: words.column(definition, name),
              value: <FieldValue definition={definition} name={name} value={person.fields[name]} labels={labels} />,
            }))}
          />
        )}
      </Section>
      <Section title={t('account.session')}>
        <div className={classes.buttons}>
          <Button icon="lock" keys="Ctrl Alt L" onClick={() => session.lock()}>
            {t('account.lock')}
          </Button>
          <Button icon="sign-out" onClick={() => void session.signOut()}>
            {t('account.signOut')}
          </Button>
        </div>
        <div className={classes.form}>
          <NumberField
            label={t('account.lockAfter')}
            help={t('account.lockAfterHelp')}
            value={settings.lockAfter}
            onChange={(minutes) => change({ lockAfter: minutes ?? 0 })}
            min={0}
            max={480}
            decimals={0}
            unit={t('account.minutes')}
          />
        </div>
      </Section>
      <Section title={t('change.title')}>
        <ChangePassphrase />
      </Section>
      <Section title={t('protects.title')}>
        <Prose>{t('protects.text')}</Prose>
      </Section>
    </SettingsPage>
  );
}
