import { Modal } from '@mantine/core';
import { type KeyboardEvent, type SubmitEvent, useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { useLabels } from '../useLabels.ts';
import classes from './FormDialog.module.css';
import type { FormDialogProps } from './props.ts';

export function FormDialog({
  opened,
  onClose,
  title,
  lead,
  children,
  submitLabel,
  onSubmit,
  problems,
  reasons,
  busy = false,
  size = 'normal',
}: FormDialogProps) {
  const labels = useLabels();
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if ((reasons ?? []).length === 0 && !busy) onSubmit();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    form.current?.requestSubmit();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size === 'wide' ? 720 : 480} padding={0}>
      <form ref={form} noValidate className={classes.form} onSubmit={submit} onKeyDown={press} aria-busy={busy || undefined}>
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        {children !== undefined && <div className={classes.fields}>{children}</div>}
        <div role="alert">
          {problems && problems.length > 0 && (
            <ul className={classes.problems}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </div>
        <div className={classes.buttons}>
          <Button type="submit" variant="primary" keys="Ctrl Enter" reasons={reasons}>
            {submitLabel}
          </Button>
          <Button keys="Esc" onClick={onClose}>
            {labels.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
