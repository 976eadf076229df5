import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { type Field, type FieldTable, isEmpty } from '#shared/model/field.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
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
  const given = Object.entries(event.data ?? {}).filter(([, value]) => !isEmpty(value));
  const asked = inputOf(definition, event.type);
  const said = given.filter(([name, value]) => typeof value === 'string' && isSpeech(asked[name]));
  const facts = given.filter(([name]) => asked[name] !== undefined && !isSpeech(asked[name]));
  const isEdit = event.type.endsWith('.edited') || (event.type.endsWith('.imported') && event.was !== undefined);
  const changes = isEdit
    ? Object.keys(event.patch).filter((name) => definition.fields[name]?.type !== 'data' && !definition.fields[name]?.technical)
    : [];
  const moved = event.from !== undefined && event.state !== undefined && event.from !== event.state;
  const met = event.conflicts ?? [];
  if (said.length === 0 && facts.length === 0 && changes.length === 0 && met.length === 0 && !moved) return null;
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
      {met.map(({ field, given, other, kept }) => {
        const [stands, not] = kept === 'given' ? [given, other] : [other, given];
        const text = (value: Json) => short(valueText(definition, field, value, context)) || t('record.empty');
        return (
          <div key={`met ${field}`}>
            {t('history.met', { field: words.column(definition, field) })} <Now>{text(stands)}</Now> {t('history.metNot')}{' '}
            <Was>{text(not)}</Was>
          </div>
        );
      })}
      {facts.map(([name, value]) => (
        <div key={name}>
          {asked[name]?.label}: {short(valueText({ ...definition, fields: asked }, name, value, context))}
        </div>
      ))}
      {said.map(([name, value]) => (
        <Quote key={name}>{textIn(value)}</Quote>
      ))}
    </>
  );
}

/** What the event asked for, so that its answers can be read. */
const inputOf = (definition: AnyRecordDefinition, type: string): FieldTable => {
  const past = type.slice(type.indexOf('.') + 1);
  return Object.values(definition.lifecycle?.events ?? {}).find((spec) => spec.past === past)?.input ?? {};
};

/** Words that a person wrote, which are quoted: reasons, comments, notes. */
const isSpeech = (field: Field | undefined) => field === undefined || field.type === 'prose';
