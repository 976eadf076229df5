import classes from './ActionBar.module.css';
import type { ActionBarProps } from './props.ts';

export function ActionBar({ label, children, onKeyDown }: ActionBarProps) {
  return (
    <div className={classes.bar} role="group" aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
