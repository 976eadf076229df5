import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { Button } from '#renderer/ui/controls/Button.tsx';
import { SideSheet } from '#renderer/ui/overlay/SideSheet.tsx';
import { Reasons } from '#renderer/ui/text/Reasons.tsx';
import { createGate } from './gate.ts';
import { editableFields } from './FieldControl.tsx';
import { RecordForm } from './RecordForm.tsx';

interface RecordSheetProps {
  readonly definition: AnyRecordDefinition;
  readonly title: string;
  readonly submitLabel: string;
  /** What is said above conditions that belong to no field. */
  readonly refusedTitle: string;
  readonly start: JsonObject;
  readonly only?: readonly string[] | undefined;
  /** What was refused before this form was opened; shown until the first try. */
  readonly startUnmet?: readonly Unmet[] | undefined;
  /** Answers what was unmet, or null when it is done. Never called again before it has answered, nor after it is done. */
  readonly onSubmit: (values: JsonObject) => Promise<readonly Unmet[] | null>;
  readonly onClose: () => void;
}

const NONE: readonly Unmet[] = [];

/** A record's fields in a sheet at the side. What is typed stays until it is done or given up. */
export function RecordSheet(props: RecordSheetProps): ReactNode {
  const { definition, title, submitLabel, refusedTitle, start, only, startUnmet = NONE, onSubmit, onClose } = props;
  const { t } = useTranslation('workbench');
  const [values, setValues] = useState(start);
  const [unmet, setUnmet] = useState(startUnmet);
  const [isBusy, setBusy] = useState(false);
  const [gate] = useState(createGate);

  const submit = () =>
    gate(async () => {
      setBusy(true);
      const refused = await onSubmit(values).finally(() => setBusy(false));
      if (refused) setUnmet(refused);
      return refused === null;
    });

  const shown = new Set(editableFields(definition).flatMap(([name]) => (!only || only.includes(name) ? [name] : [])));
  const loose = unmet.filter(({ field }) => field === undefined || !shown.has(field));
  return (
    <SideSheet
      opened
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button variant="primary" keys="Ctrl Enter" onClick={() => void submit()} aria-busy={isBusy}>
            {submitLabel}
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
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void submit();
        }}
      >
        {loose.length > 0 && <Reasons title={refusedTitle} conditions={loose.map(conditionOf)} />}
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

const conditionOf = ({ message, help }: Unmet) => ({ text: help ? `${message} ${help}` : message, met: false });
