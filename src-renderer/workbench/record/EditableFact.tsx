import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sameJson } from '#shared/kernel/difference.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { isEmpty } from '#shared/model/field.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { reasonsOf } from '../act/useAct.ts';
import { FieldValue } from '../FieldValue.tsx';
import { FieldControl } from '../form/FieldControl.tsx';
import type { RefLabel } from '../useRefLabels.ts';
import { useWords } from '../words.ts';
import classes from './EditableFact.module.css';

interface EditableFactProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly name: string;
  readonly labels: ReadonlyMap<string, RefLabel>;
  /** Why it cannot be edited; empty when it can. */
  readonly closed: readonly string[];
  readonly isDerived: boolean;
}

/** A label and its value; Enter or a click edits it in place, leaving saves, Esc gives it up. */
export function EditableFact({ definition, record, name, labels, closed, isDerived }: EditableFactProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const [draft, setDraft] = useState<Json | undefined>(undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  const value = record.fields[name];
  const label = words.column(definition, name);
  const field = definition.fields[name];
  const isProse = field?.type === 'prose';

  const leave = () => {
    setDraft(undefined);
    setProblem(undefined);
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = async () => {
    if (draft === undefined || sameJson(draft, value ?? null)) return leave();
    const result = await workspace.dispatch({
      name: `${definition.plural}.edit`,
      recordId: record.id,
      input: { fields: { [name]: draft } },
      baseVersion: record.version,
    });
    if (result.ok) return leave();
    return setProblem(reasonsOf(result.error.unmet).join(' '));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    } else if (event.key === 'Enter' && (!isProse || event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
      event.preventDefault();
      void save();
    }
  };

  if (draft !== undefined)
    return (
      <div
        className={classes.editing}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget) && !isInPopover(event.relatedTarget)) void save();
        }}
      >
        <FieldControl definition={definition} name={name} value={draft} onChange={setDraft} error={problem} autoFocus />
      </div>
    );

  const shown = isEmpty(value) ? (
    <span className={classes.none}>{t('record.empty')}</span>
  ) : (
    <FieldValue definition={definition} name={name} value={value} labels={labels} />
  );
  const canEdit = closed.length === 0;
  return (
    <div className={isProse && !isEmpty(value) ? classes.prose : classes.row}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.value}>{shown}</span>
        {!isDerived && (
          <button
            ref={button}
            type="button"
            className={classes.edit}
            aria-disabled={canEdit ? undefined : true}
            title={canEdit ? t('record.editField', { field: label }) : closed.join(' ')}
            onClick={() => canEdit && setDraft(value ?? null)}
          >
            {t('record.editField', { field: label })}
          </button>
        )}
      </dd>
    </div>
  );
}

/** Pickers and lists of a control live outside its box; moving into them is not leaving the field. */
const isInPopover = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-portal], [role="listbox"], [role="dialog"]') !== null;
