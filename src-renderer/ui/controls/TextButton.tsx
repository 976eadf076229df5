import { Kbd } from './Kbd.tsx';
import type { TextButtonProps } from './props.ts';
import { shortcutOf } from './shortcut.ts';
import classes from './TextButton.module.css';

/** An action that reads as a link: `Undo`, `9 earlier`. */
export function TextButton({ keys, className, children, ...rest }: TextButtonProps) {
  return (
    <button {...rest} type="button" className={[classes.button, className].filter(Boolean).join(' ')} aria-keyshortcuts={shortcutOf(keys)}>
      {children}
      {keys && (
        <>
          {' '}
          <Kbd keys={keys} />
        </>
      )}
    </button>
  );
}
