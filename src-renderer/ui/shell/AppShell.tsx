import { useLabels } from '../useLabels.ts';
import classes from './AppShell.module.css';
import type { AppShellProps } from './props.ts';

export function AppShell({ rail, status, children }: AppShellProps) {
  const labels = useLabels();
  return (
    <div className={classes.app}>
      <button type="button" className={classes.skip} onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        {labels.skipToMain}
      </button>
      {rail}
      <main className={classes.main} tabIndex={-1}>
        {children}
      </main>
      {status}
    </div>
  );
}
