import classes from './DetailBody.module.css';
import type { DetailBodyProps } from './props.ts';

export function DetailBody({ side, sideLabel, children }: DetailBodyProps) {
  return (
    <div className={side === undefined ? classes.single : classes.body}>
      <div className={classes.main}>{children}</div>
      {side !== undefined && (
        <section className={classes.side} aria-label={sideLabel}>
          {side}
        </section>
      )}
    </div>
  );
}
