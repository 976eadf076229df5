import { StateMark } from '../controls/StateMark.tsx';
import type { SeatsProps } from './props.ts';
import classes from './Seats.module.css';

export function Seats({ seats, bar }: SeatsProps) {
  return (
    <>
      {bar && (
        <div className={classes.bar} role="img" aria-label={bar.label}>
          {Array.from({ length: bar.of }, (_, index) => (
            <i key={index} className={index < bar.done ? classes.done : classes.open} />
          ))}
        </div>
      )}
      <ul>
        {seats.map((seat) => (
          <li key={seat.id} className={classes.seat}>
            <span>{seat.name}</span>
            <StateMark {...seat.state} />
            <small>{seat.role}</small>
            <small>{seat.note}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
