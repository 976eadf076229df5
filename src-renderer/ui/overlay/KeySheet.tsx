import { Modal } from '@mantine/core';
import { Kbd } from '../controls/Kbd.tsx';
import classes from './KeySheet.module.css';
import type { KeySheetProps } from './props.ts';

/** Every key that works here, by group, in the order given. */
export function KeySheet({ opened, onClose, title, hints, note }: KeySheetProps) {
  const groups = [...new Set(hints.map((hint) => hint.group))];
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={760} padding={0}>
      <div className={classes.sheet}>
        {groups.map((group) => (
          <section key={group} className={classes.group}>
            <h3>{group}</h3>
            <dl>
              {hints
                .filter((hint) => hint.group === group)
                .map((hint) => (
                  <div key={`${hint.keys} ${hint.label}`} className={classes.row}>
                    <dt>{hint.label}</dt>
                    <dd>
                      <Kbd keys={hint.keys} />
                      <span className="visually-hidden">{hint.keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      {note !== undefined && <p className={classes.note}>{note}</p>}
    </Modal>
  );
}
