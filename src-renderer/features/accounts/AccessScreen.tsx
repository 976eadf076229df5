import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { granted, missingPermission } from '#shared/model/permission.ts';
import { useWorkspace, useWorkspaceState } from '#renderer/store/useWorkspace.ts';
import type { AccountInfo } from '#renderer/store/workspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { SettingsPage } from '#renderer/workbench/SettingsPage.tsx';
import classes from './accounts.module.css';
import { accountsQuery, peopleOf } from './accounts-query.ts';
import { GiveAccountDialog } from './GiveAccountDialog.tsx';

const managesPeople = granted('people.manage', 'the right to manage people');

/** Who can sign in on this device. An administrator gives and takes accounts; the person's record stays either way. */
export function AccessScreen() {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const client = useQueryClient();
  const actor = useWorkspaceState((one) => one.actor);
  const [giving, setGiving] = useState<{ readonly person: string | null } | null>(null);
  const { data = [] } = useQuery(accountsQuery(workspace));
  // A copy that follows a server is one person's; the others bring their own.
  const isFollowing = useSyncState().phase !== 'local';
  const missing = actor ? missingPermission(managesPeople, { actor }).map(({ message }) => message) : [];
  const denied = isFollowing ? [t('access.following')] : missing;
  const renew = () => client.invalidateQueries({ queryKey: accountsQuery(workspace).queryKey });

  const remove = async ({ personId, name }: AccountInfo) => {
    const removed = await workspace.accounts.remove(personId);
    if (!removed.ok)
      return say({
        id: 'account',
        tone: 'refused',
        text: removed.error.message,
        reasons: removed.error.unmet.map(({ message }) => message),
      });
    say({ id: 'account', text: t('access.removed', { name }) });
    return renew();
  };

  return (
    <SettingsPage section="access">
      <Section title={t('access.title')} note={t('signIn.count', { count: data.length })}>
        <Table
          label={t('access.title')}
          columns={[
            { id: 'name', label: t('access.person') },
            { id: 'last', label: t('access.last'), width: 180 },
            { id: 'ways', label: <span className="visually-hidden">{t('access.ways')}</span>, width: 220 },
          ]}
          rows={peopleOf(data).map((account) => ({
            id: account.personId,
            cells: [
              account.name,
              account.signedInAt === null ? t('signIn.never') : moment(account.signedInAt, reading()),
              denied.length === 0 && account.personId !== actor?.personId && (
                <span className={classes.ways}>
                  <TextButton onClick={() => setGiving({ person: account.personId })}>{t('access.renew')}</TextButton>
                  <TextButton onClick={() => void remove(account)}>{t('access.remove')}</TextButton>
                </span>
              ),
            ],
          }))}
        />
        <div className={classes.buttons}>
          <Button icon="plus" reasons={denied} onClick={() => setGiving({ person: null })}>
            {t('access.give')}
          </Button>
        </div>
      </Section>
      <Section title={t('protects.title')}>
        <Prose>{t('protects.text')}</Prose>
      </Section>
      {giving && (
        <GiveAccountDialog
          person={giving.person}
          onClose={() => setGiving(null)}
          onGiven={(name) => {
            setGiving(null);
            say({ id: 'account', text: t('access.given', { name }) });
            void renew();
          }}
        />
      )}
    </SettingsPage>
  );
}
