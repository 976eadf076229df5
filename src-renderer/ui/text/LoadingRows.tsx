import { Button } from '../controls/Button.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './LoadingRows.module.css';
import { Progress } from './Progress.tsx';
import type { LoadingRowsProps } from './props.ts';
import { useElapsed } from './useElapsed.ts';

/** Widths that look like words, not like a pattern; in percent. */
const widths = [72, 54, 81, 63, 70, 48];

/** Waiting without a spinner: nothing for 200 ms, then the shapes of rows, after a second words, a count and Cancel. */
export function LoadingRows({ rows = 4, words, done, total, onCancel, note }: LoadingRowsProps) {
  const labels = useLabels();
  const elapsed = useElapsed();
  if (elapsed === 'nothing') return null;
  return (
    <div className={classes.loading}>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={classes.row}>
            <span style={{ width: 56 }} />
            <span style={{ width: `${widths[index % widths.length]}%` }} />
            <span style={{ width: 64 }} />
          </div>
        ))}
      </div>
      {elapsed === 'words' && (
        <>
          <div className={classes.words} role="status">
            <span>
              {words}
              {done !== undefined && total !== undefined && `, ${labels.progress(done, total)}`}
            </span>
            {onCancel && (
              <Button keys="Esc" onClick={onCancel}>
                {labels.cancel}
              </Button>
            )}
          </div>
          {done !== undefined && total !== undefined && total > 0 && <Progress value={done / total} label={words} />}
          {note !== undefined && <p className={classes.note}>{note}</p>}
        </>
      )}
    </div>
  );
}
