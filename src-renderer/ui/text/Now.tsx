import type { ReactNode } from 'react';
import classes from './Now.module.css';

/** Text that is there now: marked and underlined. */
export function Now({ children }: { readonly children: ReactNode }) {
  return <ins className={classes.now}>{children}</ins>;
}
