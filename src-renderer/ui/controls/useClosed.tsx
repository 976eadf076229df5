import { Tooltip } from '@mantine/core';
import { type MouseEvent, type ReactElement, type ReactNode, useId } from 'react';
import { useLabels } from '../useLabels.ts';
import classes from './closed.module.css';

interface Closed {
  readonly isClosed: boolean;
  /** For the button itself. */
  readonly props: { readonly 'aria-disabled'?: true; readonly 'aria-describedby'?: string };
  /** Does nothing while closed. */
  readonly guard: <E extends MouseEvent>(onClick: ((event: E) => void) | undefined) => (event: E) => void;
  /** Puts the tooltip with the reasons around the button; the same words stay for screen readers. */
  readonly wrap: (button: ReactElement) => ReactNode;
}

/** What makes a button closed instead of disabled: focusable, silent, and able to say every reason. */
export function useClosed(reasons: readonly string[] | undefined): Closed {
  const labels = useLabels();
  const id = useId();
  const isClosed = reasons !== undefined && reasons.length > 0;
  if (!isClosed) return { isClosed, props: {}, guard: (onClick) => (event) => onClick?.(event), wrap: (button) => button };
  return {
    isClosed,
    props: { 'aria-disabled': true, 'aria-describedby': id },
    guard: () => (event) => event.preventDefault(),
    wrap: (button) => (
      <>
        <Tooltip
          openDelay={100}
          label={
            <ul className={classes.reasons}>
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          }
        >
          {button}
        </Tooltip>
        <span id={id} hidden>
          {labels.notNow} {reasons.join('; ')}
        </span>
      </>
    ),
  };
}
