import type { TimelineProps } from './props.ts';
import classes from './Timeline.module.css';

export function Timeline({ label, points }: TimelineProps) {
  return (
    <ol className={classes.line} aria-label={label}>
      {points.map((point) => (
        <li key={point.id} data-tone={point.tone ?? 'neutral'}>
          <b>{point.time}</b>
          {point.text}
        </li>
      ))}
    </ol>
  );
}
