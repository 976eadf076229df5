import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { platform } from '#renderer/platform/index.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Facts } from '#renderer/ui/text/Facts.tsx';
import { moment, reading } from '#renderer/workbench/format.ts';
import { joinLink } from '#renderer/workbench/sync/join-address.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import type { Invitation } from './server-account.ts';
import classes from './server.module.css';

interface InvitationDialogProps {
  readonly name: string;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

/** The code and the link of an invitation, the only time that they are shown. */
export function InvitationDialog({ name, invitation, onClose }: InvitationDialogProps): ReactNode {
  const { t } = useTranslation('server');
  const { server } = useSyncState();
  const link = joinLink(platform.server.isOwn ? location.href.replace(/#.*$/, '') : (server?.url ?? ''), invitation.code);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    say({ id: 'invitation', text: t('people.copied') });
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('people.made', { name })}
      lead={t('people.madeLead', { name })}
      submitLabel={t('people.done')}
      onSubmit={onClose}
    >
      <Facts
        items={[
          { label: t('people.code'), value: <span className={classes.code}>{invitation.code}</span> },
          { label: t('people.link'), value: <span className={classes.link}>{link}</span> },
          { label: t('people.until'), value: moment(invitation.expiresAt, reading()) },
        ]}
      />
      <p>
        <Button icon="copy" onClick={() => void copy()}>
          {t('people.copy')}
        </Button>
      </p>
    </FormDialog>
  );
}
