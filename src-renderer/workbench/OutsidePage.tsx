import type { ReactNode } from 'react';
import { AppShell } from '../ui/shell/AppShell.tsx';
import { Split } from '../ui/shell/Split.tsx';
import { StatusBar } from '../ui/shell/StatusBar.tsx';

interface OutsidePageProps {
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Where one pane shows at a time: the detail. */
  readonly isOpen: boolean;
  readonly onBack: () => void;
  /** The one sentence at the foot. */
  readonly status: ReactNode;
}

/** A page outside the shell, before anybody is signed in: a list of what there is, and the one that is chosen. */
export function OutsidePage({ list, detail, isOpen, onBack, status }: OutsidePageProps) {
  return (
    <AppShell rail={null} status={<StatusBar icon="cloud-off">{status}</StatusBar>}>
      <Split list={list} detail={detail} listWidth="wide" open={isOpen} onBack={onBack} />
    </AppShell>
  );
}
