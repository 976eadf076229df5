import classes from './Pane.module.css';
import type { PaneProps } from './props.ts';

export function Pane({ label, head, note, foot, padded = false, scrolls = true, children }: PaneProps) {
  const body = [classes.body, scrolls ? classes.scrolls : classes.fixed, padded ? classes.padded : ''].filter(Boolean).join(' ');
  return (
    <section className={classes.pane} aria-label={label}>
      {head}
      {note !== undefined && <p className={classes.note}>{note}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too, also where it holds nothing to be focused. */}
      <div className={body} tabIndex={scrolls ? 0 : undefined}>
        {children}
      </div>
      {foot}
    </section>
  );
}
