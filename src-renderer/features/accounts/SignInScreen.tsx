import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { Pane } from '#renderer/ui/shell/Pane.tsx';
import { PaneHead } from '#renderer/ui/shell/PaneHead.tsx';
import { ItemList } from '#renderer/ui/table/ItemList.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { focusDetail, OutsidePage } from '#renderer/workbench/OutsidePage.tsx';
import { accountsQuery, peopleOf } from './accounts-query.ts';
import { PassphraseForm } from './PassphraseForm.tsx';

interface SignInScreenProps {
  /** Back to the workspaces on this device. */
  readonly onLeave: () => void;
}

/** Who is working? Everyone with an account on this device, and the passphrase of the one who is chosen. */
export function SignInScreen({ onLeave }: SignInScreenProps) {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const { data } = useQuery(accountsQuery(workspace));
  const people = useMemo(() => peopleOf(data ?? []), [data]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const person = people.find(({ personId }) => personId === chosen) ?? people[0];

  useEffect(() => {
    document.title = t('signIn.window', { workspace: workspace.name });
  }, [t, workspace.name]);

  return (
    <OutsidePage
      isOpen={isOpen}
      onBack={() => setOpen(false)}
      status={t('signIn.status')}
      list={
        <Pane
          label={t('signIn.people')}
          scrolls={false}
          head={
            <PaneHead
              level={2}
              title={workspace.name}
              note={t('signIn.count', { count: people.length })}
              end={<TextButton onClick={onLeave}>{t('signIn.leave')}</TextButton>}
            />
          }
          note={t('signIn.note')}
        >
          <ItemList
            label={t('signIn.people')}
            cursor={person?.personId ?? null}
            onCursor={setChosen}
            onOpen={(id) => {
              setChosen(id);
              setOpen(true);
              focusDetail();
            }}
            groups={[
              {
                id: 'all',
                label: t('signIn.group'),
                items: people.map(({ personId, name, title, signedInAt }) => ({
                  id: personId,
                  title: name,
                  second: [title],
                  ...(signedInAt === null ? {} : { secondEnd: t('signIn.last', { when: moment(signedInAt, reading()) }) }),
                })),
              },
            ]}
          />
        </Pane>
      }
      detail={person && <PassphraseForm key={person.personId} person={person} autoFocus={chosen === null} />}
    />
  );
}
