import { Icon } from '../Icon.tsx';
import type { StatusBarProps } from './props.ts';
import classes from './StatusBar.module.css';

/** One sentence about everything, at the bottom of every screen. */
export function StatusBar({ icon, tone = 'neutral', children, announced, end }: StatusBarProps) {
  return (
    <footer className={classes.bar}>
      <span className={classes.icon} data-tone={tone}>
        <Icon name={icon} />
      </span>
      <span className={classes.sentence} role={announced === undefined ? 'status' : undefined}>
        {children}
      </span>
      {announced !== undefined && (
        <span className="visually-hidden" role="status">
          {announced}
        </span>
      )}
      {end !== undefined && <span className={classes.end}>{end}</span>}
    </footer>
  );
}
