import { StateMark } from '../controls/StateMark.tsx';
import { TextButton } from '../controls/TextButton.tsx';
import classes from './History.module.css';
import type { HistoryProps } from './props.ts';

/** What happened, newest first, by day: who did what, and why in the second line. */
export function History({ label, days, more }: HistoryProps) {
  return (
    <div role="group" aria-label={label}>
      {days.map((day) => (
        <div key={day.day}>
          <h3 className={classes.day}>{day.day}</h3>
          <ol>
            {day.entries.map((entry) => (
              <li key={entry.id} className={classes.entry}>
                <time dateTime={entry.at}>{entry.time}</time>
                <div>
                  {entry.text} {entry.state && <StateMark {...entry.state} shape="none" />}
                  {entry.note !== undefined && <div className={classes.note}>{entry.note}</div>}
                  {entry.mark && <StateMark {...entry.mark} />}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {more && (
        <div className={classes.entry}>
          <span />
          <TextButton onClick={more.onClick}>{more.label}</TextButton>
        </div>
      )}
    </div>
  );
}
