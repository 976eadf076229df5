import classes from './Kbd.module.css';
import type { KbdProps } from './props.ts';

/** A key hint. Hidden from screen readers: whatever it belongs to announces its shortcut itself. */
export function Kbd({ keys }: KbdProps) {
  return (
    <kbd className={classes.kbd} aria-hidden="true">
      {keys}
    </kbd>
  );
}
