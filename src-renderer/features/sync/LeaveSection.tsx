import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { FlagField } from '#renderer/ui/form/FlagField.tsx';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { say } from '#renderer/ui/overlay/say.tsx';
import { Prose } from '#renderer/ui/text/Prose.tsx';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '#renderer/workbench/act/useAct.ts';
import { count } from '#renderer/workbench/format.ts';
import { useSession } from '#renderer/workbench/session.ts';
import { useSyncState } from '#renderer/workbench/sync/sync-queries.ts';
import classes from './server.module.css';

type Way = 'keep' | 'remove';

/** Stops following the server, with the copy kept or taken off this device. */
export function LeaveSection(): ReactNode {
  const { t } = useTranslation('server');
  const [way, setWay] = useState<Way | null>(null);
  return (
    <Section title={t('leave.title')}>
      <Prose>{t('leave.text')}</Prose>
      <div className={classes.buttons}>
        <Button onClick={() => setWay('keep')}>{t('leave.keep')}</Button>
        <Button icon="trash" onClick={() => setWay('remove')}>
          {t('leave.remove')}
        </Button>
      </div>
      {way && <LeaveDialog way={way} onClose={() => setWay(null)} />}
    </Section>
  );
}

interface LeaveDialogProps {
  readonly way: Way;
  readonly onClose: () => void;
}

/** Says how much of one's work has not arrived; it is given up only by saying so. */
function LeaveDialog({ way, onClose }: LeaveDialogProps): ReactNode {
  const { t } = useTranslation('server');
  const { sync } = useWorkspace();
  const session = useSession();
  const { waiting, attention } = useSyncState();
  const [isGivenUp, setGivenUp] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const hasUnsent = waiting + attention > 0;

  const leave = async () => {
    setBusy(true);
    const left = await sync.leave(way, isGivenUp);
    setBusy(false);
    if (!left.ok) return setRefused(left.error);
    onClose();
    if (way === 'remove') return session.gone();
    return say({ id: 'sync', text: t('leave.keptDone') });
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t(`leave.${way}Title`)}
      lead={t(`leave.${way}Lead`)}
      submitLabel={t(`leave.${way}Submit`)}
      onSubmit={() => void leave()}
      busy={isBusy}
      reasons={hasUnsent && !isGivenUp ? [t('leave.first')] : []}
      problems={refused ? [refused.message, ...reasonsOf(refused.unmet)] : []}
    >
      {hasUnsent && (
        <>
          <Prose>
            {[
              waiting > 0 ? t('leave.unsent', { count: waiting, formatted: count(waiting) }) : '',
              attention > 0 ? t('leave.unsettled', { count: attention, formatted: count(attention) }) : '',
            ].join(' ')}
          </Prose>
          <FlagField label={t(way === 'keep' ? 'leave.kept' : 'leave.lost')} value={isGivenUp} onChange={setGivenUp} />
        </>
      )}
    </FormDialog>
  );
}
