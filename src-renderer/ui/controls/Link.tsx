import { Kbd } from './Kbd.tsx';
import classes from './Link.module.css';
import type { LinkProps } from './props.ts';
import { shortcutOf } from './shortcut.ts';

/** A link in text. */
export function Link({ keys, className, children, ...rest }: LinkProps) {
  return (
    <a {...rest} className={[classes.link, className].filter(Boolean).join(' ')} aria-keyshortcuts={shortcutOf(keys)}>
      {children}
      {keys && (
        <>
          {' '}
          <Kbd keys={keys} />
        </>
      )}
    </a>
  );
}
