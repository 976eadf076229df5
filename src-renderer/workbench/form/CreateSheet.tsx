import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { useWords } from '../words.ts';
import { RecordSheet } from './RecordSheet.tsx';

const NOTHING: JsonObject = {};

interface CreateSheetProps {
  readonly definition: AnyRecordDefinition;
  /** What is known already, e.g. the parent of a new child. */
  readonly start?: JsonObject;
  readonly only?: readonly string[];
  /** With the id of the new record; null when it was given up. */
  readonly onClose: (id: string | null) => void;
}

/** The sheet that makes a record of any kind. One sheet makes one record, however often it is submitted. */
export function CreateSheet({ definition, start = NOTHING, only, onClose }: CreateSheetProps): ReactNode {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = useTranslation('workbench');
  const [recordId] = useState(() => workspace.newId(definition.prefix));
  const one = words.one(definition).toLowerCase();
  return (
    <RecordSheet
      definition={definition}
      title={t('create.title', { one })}
      submitLabel={t('create.submit', { one })}
      refusedTitle={t('create.refused')}
      start={start}
      only={only}
      onSubmit={async (fields) => {
        const made = await workspace.dispatch({ name: `${definition.plural}.create`, recordId, input: { fields } });
        if (!made.ok) return made.error.unmet;
        onClose(recordId);
        return null;
      }}
      onClose={() => onClose(null)}
    />
  );
}
