import { notifications } from '@mantine/notifications';
import { TextButton } from '../controls/TextButton.tsx';
import classes from './say.module.css';
import type { Saying } from './props.ts';

/** Takes a message back before its time. */
const unsay = (id: string): void => {
  notifications.hide(id);
};

/**
 * Says something at the lower right, with Undo where it can be undone. It goes by itself after eight seconds, but never
 * when it carries reasons: a reason that vanishes was not given.
 */
export function say({ id, text, tone = 'neutral', reasons = [], undo, stays = false }: Saying): void {
  const isLasting = stays || reasons.length > 0 || tone === 'refused';
  const key = id ?? `${Date.now()}-${Math.random()}`;
  if (id !== undefined) unsay(id);
  notifications.show({
    id: key,
    role: tone === 'refused' ? 'alert' : 'status',
    autoClose: isLasting ? false : 8000,
    'data-tone': tone,
    className: classes.message ?? '',
    message: (
      <>
        <div className={classes.line}>
          <span>{text}</span>
          {undo && (
            <TextButton
              keys={undo.keys}
              className={classes.undo ?? ''}
              onClick={() => {
                unsay(key);
                undo.onClick();
              }}
            >
              {undo.label}
            </TextButton>
          )}
        </div>
        {reasons.length > 0 && (
          <ul className={classes.reasons}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </>
    ),
  });
}
