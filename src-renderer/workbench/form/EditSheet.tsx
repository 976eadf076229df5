import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { useAct } from '../act/useAct.ts';
import { changedFields } from './changed-fields.ts';
import { RecordSheet } from './RecordSheet.tsx';

interface EditSheetProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly onClose: () => void;
}

/** All fields of a record in one form. Only what was changed goes into the command, so that others' edits stand. */
export function EditSheet({ definition, record, onClose }: EditSheetProps): ReactNode {
  const act = useAct();
  const { t } = useTranslation('workbench');
  const [start] = useState(record.fields);
  const about = record.number ?? labelOf(definition, record);
  return (
    <RecordSheet
      definition={definition}
      title={t('edit.title', { about })}
      submitLabel={t('edit.save')}
      refusedTitle={t('edit.refused')}
      start={start}
      onSubmit={async (values) => {
        const fields = changedFields(start, values);
        const saved = await act(
          { name: `${definition.plural}.edit`, recordId: record.id, input: { fields }, baseVersion: record.version },
          t('edit.saved', { about }),
        );
        if (!saved.ok) return saved.error.unmet;
        onClose();
        return null;
      }}
      onClose={onClose}
    />
  );
}
