import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Unmet } from '#shared/kernel/refusal.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import type { Draft } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { FormDialog } from '#renderer/ui/overlay/FormDialog.tsx';
import { RecordForm } from '../form/RecordForm.tsx';
import { reasonsOf } from './useAct.ts';

interface EventDialogProps {
  readonly definition: AnyRecordDefinition;
  readonly option: Option;
  /** What it is done to, for the title. */
  readonly about: string;
  /** One for each record that it is done to. */
  readonly drafts: readonly Omit<Draft, 'name' | 'input'>[];
  readonly onClose: (done: boolean) => void;
}

/** Asks for what an event of a lifecycle needs, from its definition, and gives the command. Refusals show where they belong. */
export function EventDialog({ definition, option, about, drafts, onClose }: EventDialogProps): ReactNode {
  const workspace = useWorkspace();
  const { t } = useTranslation('workbench');
  const [values, setValues] = useState<JsonObject>({});
  const [unmet, setUnmet] = useState<readonly Unmet[]>([]);
  const [isBusy, setBusy] = useState(false);

  const submit = async () => {
    setBusy(true);
    const result = await workspace.dispatch(drafts.map((draft) => ({ ...draft, name: option.command, input: values })));
    setBusy(false);
    if (result.ok) onClose(true);
    else setUnmet(result.error.unmet);
  };

  const form = { ...definition, fields: option.input };
  const loose = unmet.filter((one) => one.field === undefined || !Object.hasOwn(option.input, one.field));
  return (
    <FormDialog
      opened
      title={t('dialog.title', { what: option.label, about })}
      lead={option.description}
      submitLabel={option.label}
      onSubmit={() => void submit()}
      onClose={() => onClose(false)}
      busy={isBusy}
      problems={reasonsOf(loose)}
    >
      <RecordForm
        definition={form}
        values={values}
        unmet={unmet}
        onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
      />
    </FormDialog>
  );
}
