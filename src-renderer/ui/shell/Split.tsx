import { useMediaQuery } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';
import { Button } from '../controls/Button.tsx';
import { useLabels } from '../useLabels.ts';
import type { SplitProps } from './props.ts';
import classes from './Split.module.css';

/** List, detail and perhaps a third column; one of them at a time where the window is narrow. */
export function Split({ list, detail, aside, listWidth = 'normal', open, onBack }: SplitProps) {
  const labels = useLabels();
  const isNarrow = useMediaQuery('(max-width: 860px)', false, { getInitialValueInEffect: false });
  const back = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !open) return;
    event.preventDefault();
    onBack?.();
  };
  const showsList = !isNarrow || !open;
  const showsDetail = !isNarrow || open;
  return (
    <div className={`${classes.split} ${classes[listWidth]}`}>
      {showsList && <div className={classes.list}>{list}</div>}
      {showsDetail && (
        <div className={aside === undefined ? classes.detail : classes.pair} onKeyDown={back}>
          {isNarrow && onBack && (
            <div className={classes.back}>
              <Button variant="quiet" icon="left" keys="Esc" onClick={onBack}>
                {labels.back}
              </Button>
            </div>
          )}
          <div className={classes.main}>{detail}</div>
          {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        </div>
      )}
    </div>
  );
}
