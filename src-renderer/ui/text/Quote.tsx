import type { QuoteProps } from './props.ts';
import classes from './Quote.module.css';

/** Somebody's own words, or a policy's. */
export function Quote({ children }: QuoteProps) {
  return <blockquote className={classes.quote}>{children}</blockquote>;
}
