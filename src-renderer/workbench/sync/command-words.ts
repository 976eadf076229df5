import type { TFunction } from 'i18next';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import { verbOf } from '#shared/model/decide.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { Command, RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';
import type { Words } from '../words.ts';

interface Told {
  readonly registry: Registry;
  readonly words: Words;
  readonly t: TFunction<'sync'>;
}

type Named = Pick<Command, 'name' | 'recordId' | 'input'>;

const GENERIC = new Set(['create', 'edit', 'archive', 'restore', 'comment', 'import']);
const FEW = 2;

/** What a command is called: `Approve`, `Edit`. */
export function verbWords(command: Pick<Command, 'name'>, definition: AnyRecordDefinition, t: Told['t']): string {
  const verb = verbOf(command);
  if (GENERIC.has(verb)) return t(`verb.${verb}`);
  return definition.lifecycle?.events[verb]?.label ?? verb.charAt(0).toUpperCase() + verb.slice(1);
}

/** What a record is called beside a verb: `CHG-2421, PolicyCore 12.4`; one that never came to be, by what it was to be called. */
export function aboutWords(
  { recordId, input = {} }: { readonly recordId: string; readonly input?: JsonObject },
  record: RecordOf | null | undefined,
  { registry, words, t }: Told,
): string {
  const definition = registry.byId(recordId);
  if (!definition) return t('unknownRecord');
  const label = record ? labelOf(definition, record) : textIn(fieldsOf(input)[definition.label]);
  // A request for approval is called by what it is about.
  if (definition.kind === 'approval' && label !== '') return label.replace(' · ', ', ');
  return [record?.number, label].filter(Boolean).join(', ') || words.one(definition).toLowerCase();
}

/** A command in words: `Edit CHG-2433, Patch the gateways: Window`. */
export function commandWords(command: Named, record: RecordOf | null | undefined, told: Told): string {
  const definition = told.registry.byId(command.recordId);
  if (!definition) return told.t('unknownCommand');
  const what = `${verbWords(command, definition, told.t)} ${aboutWords(command, record, told)}`;
  if (verbOf(command) !== 'edit') return what;
  const fields = Object.keys(fieldsOf(command.input));
  if (fields.length === 0) return what;
  const named = fields.slice(0, FEW).map((name) => told.words.column(definition, name));
  const rest = fields.length - named.length;
  return `${what}: ${named.join(', ')}${rest > 0 ? ` ${told.t('andMore', { count: rest })}` : ''}`;
}

/** The fields that a command gives. */
export function fieldsOf(input: JsonObject): JsonObject {
  const { fields } = input;
  return isJsonObject(fields) ? fields : {};
}
