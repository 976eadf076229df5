import type { ProseProps } from './props.ts';
import classes from './Prose.module.css';

/** Text to read: at most 72 characters a line, line ends kept. */
export function Prose({ children }: ProseProps) {
  return <div className={classes.prose}>{children}</div>;
}
