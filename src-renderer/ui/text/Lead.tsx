import classes from './Lead.module.css';
import type { LeadProps } from './props.ts';

export function Lead({ children }: LeadProps) {
  return <p className={classes.lead}>{children}</p>;
}
