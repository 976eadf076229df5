import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { isEmpty } from '#shared/model/field.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import { Quote } from '#renderer/ui/text/Quote.tsx';
import { Now } from '#renderer/ui/text/Now.tsx';
import { Was } from '#renderer/ui/text/Was.tsx';
import { useValueContext, valueText } from '../FieldValue.tsx';
import type { RefLabel } from '../useRefLabels.ts';
import { useWords } from '../words.ts';

interface EventNoteProps {
  readonly definition: AnyRecordDefinition;
  readonly event: RecordEvent;
  readonly labels: ReadonlyMap<string, RefLabel>;
}

const LONG = 60;

/** The second line of a history entry: from where to where, what was said, which fields changed and how. */
export function EventNote({ definition, event, labels }: EventNoteProps): ReactNode {
  const words = useWords();
  const { t } = useTranslation('workbench');
  const context = useValueContext(labels);
  const short = (text: string) => (text.length > LONG ? `${text.slice(0, LONG)}…` : text);
  const said = Object.entries(event.data ?? {}).filter(([, value]) => typeof value === 'string' && value !== '');
  const isEdit = event.type.endsWith('.edited') || (event.type.endsWith('.imported') && event.was !== undefined);
  const changes = isEdit ? Object.keys(event.patch).filter((name) => definition.fields[name]?.type !== 'data') : [];
  const moved = event.from !== undefined && event.state !== undefined && event.from !== event.state;
  if (said.length === 0 && changes.length === 0 && !moved) return null;
  return (
    <>
      {moved && (
        <div>
          {t('history.moved', { from: words.state(definition, event.from ?? null), to: words.state(definition, event.state ?? null) })}
        </div>
      )}
      {changes.map((name) => {
        const was = valueText(definition, name, event.was?.[name], context);
        const now = valueText(definition, name, event.patch[name], context);
        return (
          <div key={name}>
            {words.column(definition, name)}: {was !== '' && <Was>{short(was)}</Was>}{' '}
            <Now>{isEmpty(event.patch[name]) ? t('record.empty') : short(now)}</Now>
          </div>
        );
      })}
      {said.map(([name, value]) => (
        <Quote key={name}>{String(value)}</Quote>
      ))}
    </>
  );
}
