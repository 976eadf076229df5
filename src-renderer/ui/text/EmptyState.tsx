import classes from './EmptyState.module.css';
import type { EmptyStateProps } from './props.ts';

/** What would be here, why it is not, and what makes the first one. */
export function EmptyState({ title, text, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {text !== undefined && <p className={classes.text}>{text}</p>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
