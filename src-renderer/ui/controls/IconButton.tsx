import { Tooltip } from '@mantine/core';
import type { MouseEvent } from 'react';
import { Icon } from '../Icon.tsx';
import classes from './IconButton.module.css';
import { Kbd } from './Kbd.tsx';
import type { IconButtonProps } from './props.ts';
import { shortcutOf } from './shortcut.ts';
import { useClosed } from './useClosed.tsx';

/** An icon with a name: the name is its tooltip and what screen readers say. */
export function IconButton({ label, icon, keys, reasons, pressed, className, onClick, type = 'button', ...rest }: IconButtonProps) {
  const closed = useClosed(reasons);
  const button = (
    <button
      {...rest}
      {...closed.props}
      type={type}
      className={[classes.button, className].filter(Boolean).join(' ')}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcutOf(keys)}
      onClick={closed.guard<MouseEvent<HTMLButtonElement>>(onClick)}
    >
      <Icon name={icon} />
    </button>
  );
  if (closed.isClosed) return closed.wrap(button);
  return (
    <Tooltip
      label={
        <span className={classes.hint}>
          {label}
          {keys && <Kbd keys={keys} />}
        </span>
      }
    >
      {button}
    </Tooltip>
  );
}
