import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspaceState } from '../store/useWorkspace.ts';
import { Kbd } from '../ui/controls/Kbd.tsx';
import { TextButton } from '../ui/controls/TextButton.tsx';
import { StatusBar } from '../ui/shell/StatusBar.tsx';
import { reading } from '../workbench/format.ts';
import { useSyncState } from '../workbench/sync/sync-queries.ts';
import { PersonMenu } from './PersonMenu.tsx';
import classes from './ShellStatus.module.css';
import { SyncStatus } from './SyncStatus.tsx';
import { useAppUpdate } from './useAppUpdate.ts';
import { useSyncSentence } from './useSyncSentence.ts';
import { useSyncWays } from './useSyncWays.tsx';

interface ShellStatusProps {
  readonly onKeys: () => void;
}

/** How safe the work is, in one sentence; at the right what time it is and where the keys are. */
export function ShellStatus({ onKeys }: ShellStatusProps) {
  const { t } = useTranslation('app');
  const trouble = useWorkspaceState(({ saveState }) => saveState.trouble);
  const { attention } = useSyncState();
  const sentence = useSyncSentence();
  const update = useAppUpdate();
  const ways = useSyncWays();
  const troubleWords =
    trouble && [trouble.message, ...trouble.unmet.map(({ message, help }) => (help ? `${message} ${help}` : message))].join(' ');
  return (
    <StatusBar
      icon={trouble ? 'triangle' : sentence.icon}
      tone={trouble ? 'refused' : sentence.tone}
      announced={troubleWords ?? sentence.said}
      end={
        <>
          {update && <TextButton onClick={() => update.apply()}>{t('status.update')}</TextButton>}
          <Now />
          <button type="button" className={classes.keys} onClick={onKeys}>
            <Kbd keys="?" /> {t('status.keys')}
          </button>
          <span className={classes.person}>
            <PersonMenu align="end" />
          </span>
        </>
      }
    >
      {troubleWords === null ? (
        <SyncStatus sentence={sentence} attention={attention} onWay={ways.take} />
      ) : (
        <span className={classes.trouble}>{troubleWords}</span>
      )}
      {ways.dialog}
    </StatusBar>
  );
}

/** `Wed 18 Nov 2026, 14:43 London`, as the reader's clock shows it. */
function Now() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), 60_000 - (Date.now() % 60_000));
    return () => clearTimeout(timer);
  }, [now]);
  const { zone } = reading();
  const date = now.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');
  const time = now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return (
    <time dateTime={now.toISOString()} title={zone}>
      {date}, {time} {zone.split('/').at(-1)?.replaceAll('_', ' ')}
    </time>
  );
}
