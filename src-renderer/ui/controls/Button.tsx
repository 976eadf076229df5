import type { MouseEvent } from 'react';
import { Icon } from '../Icon.tsx';
import classes from './Button.module.css';
import { Kbd } from './Kbd.tsx';
import type { ButtonProps } from './props.ts';
import { shortcutOf } from './shortcut.ts';
import { useClosed } from './useClosed.tsx';

/** An action in words, with its key. With `reasons` it is closed: it keeps the focus, does nothing and says why. */
export function Button({
  variant = 'normal',
  icon,
  keys,
  reasons,
  href,
  wide = false,
  children,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const closed = useClosed(reasons);
  const looks = [classes.button, classes[variant], wide ? classes.wide : '', className].filter(Boolean).join(' ');
  const inner = (
    <>
      {closed.isClosed ? <Icon name="lock" /> : icon && <Icon name={icon} />}
      <span className={classes.label}>{children}</span>
      {keys && <Kbd keys={keys} />}
    </>
  );
  if (href !== undefined && !closed.isClosed) {
    return (
      <a className={looks} href={href} aria-keyshortcuts={shortcutOf(keys)}>
        {inner}
      </a>
    );
  }
  return closed.wrap(
    <button
      {...rest}
      {...closed.props}
      type={closed.isClosed ? 'button' : type}
      className={looks}
      aria-keyshortcuts={shortcutOf(keys)}
      onClick={closed.guard<MouseEvent<HTMLButtonElement>>(onClick)}
    >
      {inner}
    </button>,
  );
}
