import type { JsonObject } from '#shared/kernel/json.ts';
import { verbOf } from '#shared/model/decide.ts';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { Command, Draft, RecordOf } from '#shared/model/record.ts';
import { changedFields } from '#renderer/workbench/form/changed-fields.ts';
import { editableFields } from '#renderer/workbench/form/FieldControl.tsx';
import { fieldsOf } from '#renderer/workbench/sync/command-words.ts';

/** The form in which a refused wish is put right, and how its values become a draft. */
export interface Instead {
  /** What the form asks for: the record's fields, or what an event of its lifecycle asks for. */
  readonly definition: AnyRecordDefinition;
  readonly start: JsonObject;
  /** Null where nothing would be wished any more. */
  readonly draft: (values: JsonObject) => Draft | null;
}

/** How a refused command can be put right in a form; null where there is nothing to fill in. */
export function insteadOf(command: Command, definition: AnyRecordDefinition, record: RecordOf | null): Instead | null {
  const { name, recordId, input } = command;
  const verb = verbOf(command);
  const base = record ? { baseVersion: record.version } : {};
  if (verb === 'create')
    return { definition, start: fieldsOf(input), draft: (fields) => ({ name, recordId, input: { ...input, fields } }) };
  if (verb === 'edit') {
    if (!record) return null;
    const start = { ...record.fields, ...fieldsOf(input) };
    return {
      definition,
      start,
      draft(values) {
        const fields = changedFields(record.fields, values);
        return Object.keys(fields).length === 0 ? null : { name, recordId, input: { fields }, ...base };
      },
    };
  }
  const asked = definition.lifecycle?.events[verb]?.input ?? {};
  if (editableFields({ input: asked }).length === 0) return null;
  return { definition: { ...definition, fields: asked }, start: input, draft: (values) => ({ name, recordId, input: values, ...base }) };
}
