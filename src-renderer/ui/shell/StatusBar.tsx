import { Icon } from '../Icon.tsx';
import type { StatusBarProps } from './props.ts';
import classes from './StatusBar.module.css';

/** One sentence about everything, at the bottom of every screen. */
export function StatusBar({ icon, children, end }: StatusBarProps) {
  return (
    <footer className={classes.bar}>
      <Icon name={icon} />
      <span className={classes.sentence} role="status">
        {children}
      </span>
      {end !== undefined && <span className={classes.end}>{end}</span>}
    </footer>
  );
}
