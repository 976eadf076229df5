import type { ReactNode } from 'react';
import { AppShell } from '../ui/shell/AppShell.tsx';
import { Split } from '../ui/shell/Split.tsx';
import { StatusBar } from '../ui/shell/StatusBar.tsx';
import classes from './OutsidePage.module.css';

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
      <Split
        list={list}
        detail={
          <div id={DETAIL} className={classes.detail}>
            {detail}
          </div>
        }
        listWidth="wide"
        open={isOpen}
        onBack={onBack}
      />
    </AppShell>
  );
}

const DETAIL = 'outside-detail';

/** Puts the focus on the first thing to fill in or press in the detail, once it is drawn. */
export function focusDetail(): void {
  requestAnimationFrame(() => {
    const fields = document.querySelectorAll<HTMLElement>(`#${DETAIL} form input, #${DETAIL} button`);
    fields[0]?.focus();
  });
}
