import type { ReactNode } from 'react';
import classes from './Was.module.css';

/** Text that was there: struck through. */
export function Was({ children }: { readonly children: ReactNode }) {
  return <del className={classes.was}>{children}</del>;
}
