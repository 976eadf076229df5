import classes from './PaneHead.module.css';
import type { PaneHeadProps } from './props.ts';

/** The 44 px head of a pane. */
export function PaneHead({ title, level = 1, note, middle, end }: PaneHeadProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <header className={classes.head}>
      <Heading className={classes.title}>{title}</Heading>
      {note !== undefined && <span className={classes.note}>{note}</span>}
      {middle}
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </header>
  );
}
