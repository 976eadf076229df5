import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import { isEmpty, type Field } from '#shared/model/field.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { Section } from '#renderer/ui/text/Section.tsx';
import { reasonsOf } from '../act/useAct.ts';
import { idsIn, useRefLabels } from '../useRefLabels.ts';
import { EditableFact } from './EditableFact.tsx';
import classes from './FieldsSections.module.css';

interface FieldsSectionsProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly options: readonly Option[];
}

/** All fields of a record, grouped as the definition groups them. Each can be edited where it stands. */
export function FieldsSections({ definition, record, options }: FieldsSectionsProps): ReactNode {
  const { t } = useTranslation('workbench');
  const labels = useRefLabels(
    Object.entries(definition.fields).flatMap(([name, field]) => (field.refKind ? idsIn(record.fields[name]) : [])),
  );
  const edit = options.find((option) => option.verb === 'edit');
  const closed = edit && !edit.allowed ? reasonsOf(edit.unmet) : [];
  const fields = Object.entries(definition.fields).filter(([name, field]) => isShown(definition, record, name, field));
  const groups = [...new Set(fields.map(([, field]) => field.group ?? ''))];

  return groups.map((group) => (
    <Section key={group} title={group === '' ? t('record.fields') : group}>
      <dl className={classes.list}>
        {fields
          .filter(([, field]) => (field.group ?? '') === group)
          .map(([name, field]) => (
            <EditableFact
              key={name}
              definition={definition}
              record={record}
              name={name}
              labels={labels}
              closed={field.derived ? [t('record.derived')] : closed}
              isDerived={field.derived === true}
            />
          ))}
      </dl>
    </Section>
  ));
}

/** Structured data has views of its own; a derived field is shown once it has a value. */
function isShown(definition: AnyRecordDefinition, record: RecordOf, name: string, field: Field): boolean {
  if (field.type === 'data' || field.technical) return false;
  return !field.derived || !isEmpty(record.fields[name]) || name === definition.label;
}
