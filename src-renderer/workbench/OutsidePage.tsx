import type { ReactNode } from 'react';
import { Split } from '../ui/shell/Split.tsx';
import { OutsideFrame } from './OutsideFrame.tsx';
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
    <OutsideFrame icon="cloud-off" status={status}>
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
    </OutsideFrame>
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
