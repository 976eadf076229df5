import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { OutsideFrame } from '#renderer/workbench/OutsideFrame.tsx';
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
      cover.querySelector('input')?.focus();
    };
    hold();
    cover.addEventListener('close', hold);
    return () => cover.removeEventListener('close', hold);
  }, []);

  return (
    <dialog
      ref={dialog}
      className={classes.cover}
      aria-label={t('lock.title')}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <OutsideFrame icon="lock" status={t('lock.status')}>
        {person && (
          <PassphraseForm person={person} autoFocus lead={t('lock.lead')}>
            <Button onClick={onSwitch}>{t('lock.switch')}</Button>
            <span className={classes.quiet}>{t('lock.given')}</span>
          </PassphraseForm>
        )}
      </OutsideFrame>
    </dialog>
  );
}
