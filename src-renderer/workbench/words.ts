import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '#shared/kernel/json.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import { stateLabel } from '#shared/model/lifecycle.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import type { StateWord, Tone } from '../ui/tone.ts';

/** The words of record kinds in the reader's language: the catalogue first, the definition's English otherwise. */
export interface Words {
  one(definition: AnyRecordDefinition): string;
  many(definition: AnyRecordDefinition): string;
  column(definition: AnyRecordDefinition, name: string): string;
  help(definition: AnyRecordDefinition, name: string): string | undefined;
  choice(definition: AnyRecordDefinition, name: string, value: Json | undefined): string;
  state(definition: AnyRecordDefinition, state: string | null): string;
  /** What happened, without the person: `edited`, `approved`. */
  happened(definition: AnyRecordDefinition, event: RecordEvent): string;
}

export function useWords(): Words {
  const { t } = useTranslation('records');
  return useMemo(() => {
    const text = (key: string, english: string) => t(key, { defaultValue: english });
    return {
      one: ({ kind, wording }) => text(`${kind}.one`, wording.one),
      many: ({ kind, wording }) => text(`${kind}.many`, wording.many),
      column(definition, name) {
        const field = definition.fields[name];
        if (field) return text(`${definition.kind}.fields.${name}.label`, field.label);
        return name === 'label' ? text(`${definition.kind}.one`, definition.wording.one) : text(`columns.${name}`, name);
      },
      help(definition, name) {
        const english = definition.fields[name]?.help;
        return english === undefined ? undefined : text(`${definition.kind}.fields.${name}.help`, english);
      },
      choice(definition, name, value) {
        const option = definition.fields[name]?.options?.find((one) => one.value === value);
        return option ? text(`${definition.kind}.fields.${name}.options.${option.value}`, option.label) : plain(value);
      },
      state: (definition, state) =>
        state === null ? '' : text(`${definition.kind}.states.${state}`, stateLabel(definition.lifecycle, state)),
      happened(definition, event) {
        const past = event.type.slice(event.type.indexOf('.') + 1);
        return text(`${definition.kind}.happened.${past}`, text(`happened.${past}`, pastWords(past)));
      },
    };
  }, [t]);
}

const plain = (value: Json | undefined): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
const pastWords = (past: string) => past.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

const tones: { readonly [word: string]: Tone } = {
  approved: 'approved',
  closed: 'approved',
  done: 'approved',
  resolved: 'approved',
  inUse: 'approved',
  rejected: 'refused',
  failed: 'refused',
  expired: 'refused',
  missing: 'refused',
  quarantined: 'risk',
  requested: 'waiting',
  authorize: 'waiting',
  assess: 'waiting',
  awaiting: 'waiting',
  running: 'waiting',
  implement: 'waiting',
  review: 'waiting',
};

/** A state as shape, colour and word. Only states that mean something to act on carry a colour. */
export function stateMark(words: Words, definition: AnyRecordDefinition, state: string | null): StateWord {
  const head = (state ?? '').split('.')[0] ?? '';
  return { tone: tones[head] ?? 'neutral', word: words.state(definition, state) };
}
