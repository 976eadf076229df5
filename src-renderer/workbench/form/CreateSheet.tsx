import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { SideSheet } from '#renderer/ui/overlay/SideSheet.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { useWords } from '../words.ts';
import { RecordForm } from './RecordForm.tsx';

const NOTHING: JsonObject = {};

interface CreateSheetProps {
  readonly definition: AnyRecordDefinition;
  /** What is known already, e.g. the parent of a new child. */
  readonly start?: JsonObject;
  readonly only?: readonly string[];
  /** With the id of the new record; null when it was given up. */
  readonly onClose: (id: string | null) => void;
}

/** The sheet that makes a record of any kind. What is typed stays until it is created or given up. */
export function CreateSheet({ definition, start = NOTHING, only, onClose }: CreateSheetProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const [values, setValues] = useState<JsonObject>(start);
  const [unmet, setUnmet] = useState<readonly Unmet[]>([]);
  const [isBusy, setBusy] = useState(false);
  const one = words.one(definition).toLowerCase();

  const create = async () => {
    setBusy(true);
    const recordId = workspace.newId(definition.prefix);
    const result = await workspace.dispatch({ name: `${definition.plural}.create`, recordId, input: { fields: values } });
    setBusy(false);
    if (result.ok) onClose(recordId);
    else setUnmet(result.error.unmet);
  };

  const loose = unmet.filter((reason) => reason.field === undefined);
  return (
    <SideSheet
      opened
      title={t('create.title', { one })}
      onClose={() => onClose(null)}
      foot={
        <>
          <Button variant="primary" keys="Ctrl Enter" onClick={() => void create()} aria-busy={isBusy}>
            {t('create.submit', { one })}
          </Button>
          <Button variant="quiet" onClick={() => onClose(null)}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void create();
        }}
      >
        {loose.length > 0 && (
          <Reasons title={t('create.refused')} conditions={loose.map((reason) => ({ text: reason.message, met: false }))} />
        )}
        <RecordForm
          definition={definition}
          values={values}
          unmet={unmet}
          {...(only ? { only } : {})}
          onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
        />
      </form>
    </SideSheet>
  );
}
