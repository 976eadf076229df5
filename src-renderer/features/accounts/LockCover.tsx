import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { StatusBar } from '#renderer/ui/shell/StatusBar.tsx';
import { AppShell } from '#renderer/ui/shell/AppShell.tsx';
import classes from './accounts.module.css';
import { accountsQuery } from './accounts-query.ts';
import { PassphraseForm } from './PassphraseForm.tsx';

interface LockCoverProps {
  readonly personId: string;
  /** Someone else wants to sign in: what lies under the cover is given up. */
  readonly onSwitch: () => void;
}

/**
 * Covers everything until the same person signs in again, and keeps what was being typed underneath. A modal dialog of
 * the browser's top layer, so neither focus nor screen readers reach below it.
 */
export function LockCover({ personId, onSwitch }: LockCoverProps) {
  const { t } = useTranslation('accounts');
  const workspace = useWorkspace();
  const dialog = useRef<HTMLDialogElement>(null);
  const { data } = useQuery(accountsQuery(workspace));
  const person = data?.find((one) => one.personId === personId);

  useEffect(() => {
    const cover = dialog.current;
    if (!cover) return undefined;
    const hold = () => {
      if (!cover.open) cover.showModal();
    };
    hold();
    cover.addEventListener('close', hold);
    return () => cover.removeEventListener('close', hold);
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only keeps keys from reaching what is covered
    <dialog
      ref={dialog}
      className={classes.cover}
      aria-label={t('lock.title')}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <AppShell rail={null} status={<StatusBar icon="lock">{t('lock.status')}</StatusBar>}>
        {person && (
          <div>
            <PassphraseForm person={person} autoFocus lead={t('lock.lead')} />
            <TextButton onClick={onSwitch}>{t('lock.switch')}</TextButton>
          </div>
        )}
      </AppShell>
    </dialog>
  );
}
