import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sameJson } from '#shared/kernel/difference.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { useAct } from '../act/useAct.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { SideSheet } from '#renderer/ui/overlay/SideSheet.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { RecordForm } from './RecordForm.tsx';

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
  const [values, setValues] = useState<JsonObject>(record.fields);
  const [unmet, setUnmet] = useState<readonly Unmet[]>([]);
  const about = record.number ?? labelOf(definition, record);

  const save = async () => {
    const fields = Object.fromEntries(Object.entries(values).filter(([name, value]) => !sameJson(start[name] ?? null, value)));
    const result = await act(
      { name: `${definition.plural}.edit`, recordId: record.id, input: { fields }, baseVersion: record.version },
      t('edit.saved', { about }),
    );
    if (result.ok) onClose();
    else setUnmet(result.error.unmet);
  };

  const loose = unmet.filter((reason) => reason.field === undefined);
  return (
    <SideSheet
      opened
      title={t('edit.title', { about })}
      onClose={onClose}
      foot={
        <>
          <Button variant="primary" keys="Ctrl Enter" onClick={() => void save()}>
            {t('edit.save')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        {loose.length > 0 && (
          <Reasons title={t('edit.refused')} conditions={loose.map((reason) => ({ text: reason.message, met: false }))} />
        )}
        <RecordForm
          definition={definition}
          values={values}
          unmet={unmet}
          onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
        />
      </form>
    </SideSheet>
  );
}
