import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { TextButton } from '#renderer/ui/controls/TextButton.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { LoadingRows } from '#renderer/ui/text/LoadingRows.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { Table } from '#renderer/ui/text/Table.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { moment, reading } from '#renderer/workbench/format.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import { useRefLabels } from '#renderer/workbench/useRefLabels.ts';
import { type ServerDevice, serverAccount } from './server-account.ts';
import classes from './server.module.css';

/** The devices that the server knows: one's own, or everyone's for whoever manages people; each can be shut out. */
export function DevicesSection(): ReactNode {
  const { t } = useTranslation('server');
  const workspace = useWorkspace();
  const { phase } = useSyncState();
  const [revoking, setRevoking] = useState<ServerDevice | null>(null);
  const { data, isPending, refetch } = useQuery({
    queryKey: ['server', workspace.id, 'devices', phase === 'live'],
    staleTime: 30_000,
    retry: false,
    queryFn: () => serverAccount(workspace.id).devices(),
  });
  const devices = data?.ok ? data.value : [];
  const people = useRefLabels(devices.map(({ personId }) => personId));
  const seen = ({ seenAt, revokedAt }: ServerDevice) => {
    if (revokedAt !== null) return t('devices.shut', { when: moment(revokedAt, reading()) });
    return seenAt === null ? t('devices.never') : moment(seenAt, reading());
  };
  return (
    <Section title={t('devices.title')} note={data?.ok ? devices.length : undefined}>
      {isPending ? (
        <LoadingRows rows={2} words={t('devices.reading')} />
      ) : data?.ok ? (
        <Table
          label={t('devices.title')}
          columns={[
            { id: 'name', label: t('devices.name') },
            { id: 'person', label: t('devices.person'), width: 160 },
            { id: 'seen', label: t('devices.seen'), width: 160 },
            { id: 'ways', label: <span className="visually-hidden">{t('devices.ways')}</span>, width: 96 },
          ]}
          rows={devices.map((device) => ({
            id: device.id,
            cells: [
              device.name,
              people.get(device.personId)?.label,
              seen(device),
              device.isThis ? (
                <span className={`dim ${classes.ways}`}>{t('devices.this')}</span>
              ) : (
                device.revokedAt === null && (
                  <span className={classes.ways}>
                    <TextButton onClick={() => setRevoking(device)}>{t('devices.revoke')}</TextButton>
                  </span>
                )
              ),
            ],
          }))}
        />
      ) : (
        <Prose>{phase === 'signedOut' ? t('devices.signIn') : [t('devices.unknown'), data?.error.message].join(' ')}</Prose>
      )}
      {revoking && (
        <RevokeDialog
          device={revoking}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null);
            void refetch();
          }}
        />
      )}
    </Section>
  );
}

interface RevokeDialogProps {
  readonly device: ServerDevice;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

function RevokeDialog({ device, onClose, onRevoked }: RevokeDialogProps): ReactNode {
  const { t } = useTranslation('server');
  const workspace = useWorkspace();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    const revoked = await serverAccount(workspace.id).revoke(device.id);
    setBusy(false);
    if (!revoked.ok) return setProblems([revoked.error.message, ...reasonsOf(revoked.error.unmet)]);
    say({ id: 'device', text: t('devices.revoked', { name: device.name }) });
    return onRevoked();
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t('devices.revokeTitle', { name: device.name })}
      lead={t('devices.revokeLead')}
      submitLabel={t('devices.revokeSubmit')}
      onSubmit={() => void revoke()}
      busy={isBusy}
      problems={problems}
    />
  );
}
