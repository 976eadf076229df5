import type { ReactNode } from 'react';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { Section } from '#renderer/ui/text/Section.tsx';
import { editableFields, FieldControl } from './FieldControl.tsx';
import classes from './RecordForm.module.css';

const NONE: readonly Unmet[] = [];

interface RecordFormProps {
  readonly definition: AnyRecordDefinition;
  readonly values: JsonObject;
  readonly onChange: (name: string, value: Json) => void;
  /** What was refused; each shows under its field. */
  readonly unmet?: readonly Unmet[];
  /** Only these fields, in this order; all editable ones otherwise. */
  readonly only?: readonly string[];
}

/** The form that follows from a definition: one column, grouped as the definition groups its fields. */
export function RecordForm({ definition, values, onChange, unmet = NONE, only }: RecordFormProps): ReactNode {
  const fields = editableFields(definition).filter(([name]) => !only || only.includes(name));
  const groups = [...new Set(fields.map(([, field]) => field.group ?? ''))];
  const first = fields[0]?.[0];
  return groups.map((group) => (
    <Section key={group} title={group === '' ? undefined : group}>
      <div className={classes.column}>
        {fields
          .filter(([, field]) => (field.group ?? '') === group)
          .map(([name]) => (
            <FieldControl
              key={name}
              definition={definition}
              name={name}
              value={values[name]}
              onChange={(value) => onChange(name, value)}
              error={unmet.find((one) => one.field === name)?.message}
              autoFocus={name === first}
            />
          ))}
      </div>
    </Section>
  ));
}
