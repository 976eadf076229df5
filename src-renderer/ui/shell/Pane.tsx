import classes from './Pane.module.css';
import type { PaneProps } from './props.ts';

export function Pane({ label, head, note, foot, padded = false, scrolls = true, children }: PaneProps) {
  const body = [classes.body, scrolls ? classes.scrolls : classes.fixed, padded ? classes.padded : ''].filter(Boolean).join(' ');
  return (
    <section className={classes.pane} aria-label={label}>
      {head}
      {note !== undefined && <p className={classes.note}>{note}</p>}
      <div className={body}>{children}</div>
      {foot}
    </section>
  );
}
