import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { Option } from '#shared/model/explain.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { say } from '#renderer/ui/overlay/say.tsx';
import { EventDialog } from '../act/EventDialog.tsx';
import { reasonsOf, useAct } from '../act/useAct.ts';
import { focusComment } from './comment-field.ts';
import { EditSheet } from '../form/EditSheet.tsx';
import { editableFields } from '../form/FieldControl.tsx';

/** Starting a command on a record: at once, by asking for what it needs, or by saying why not. The dialog is to be rendered. */
export function useRecordActs(
  definition: AnyRecordDefinition,
  record: RecordOf,
  options: readonly Option[],
  seen?: string,
  /** Verbs that are done at once where nothing is required, although something could be said with them. */
  direct: readonly string[] = [],
): { start: (verb: string) => void; dialog: ReactNode } {
  const act = useAct();
  const { t } = useTranslation('workbench');
  const [asking, setAsking] = useState<Option | null>(null);
  const about = record.number ?? labelOf(definition, record);
  const draft = { recordId: record.id, baseVersion: record.version, ...(seen === undefined ? {} : { seen }) };

  const start = (verb: string) => {
    const option = options.find((one) => one.verb === verb);
    if (!option) return;
    if (!option.allowed)
      say({ id: 'refused', tone: 'refused', text: t('act.notNow', { what: option.label, about }), reasons: reasonsOf(option.unmet) });
    else if (verb === 'comment') focusComment();
    else if (verb === 'edit' || (editableFields(option).length > 0 && !direct.includes(verb))) setAsking(option);
    else void act({ ...draft, name: option.command, input: {} }, t('done', { what: option.label, about }));
  };

  const close = () => setAsking(null);
  const dialog =
    asking === null ? null : asking.verb === 'edit' ? (
      <EditSheet definition={definition} record={record} onClose={close} />
    ) : (
      <EventDialog definition={definition} option={asking} about={about} drafts={[draft]} onClose={close} />
    );
  return { start, dialog };
}
