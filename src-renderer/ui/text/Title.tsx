import type { TitleProps } from './props.ts';
import classes from './Title.module.css';

/** The name of the thing on screen; one a screen. */
export function Title({ level = 1, children }: TitleProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return <Heading className={classes.title}>{children}</Heading>;
}
