import type { HeadlessWorkspace } from '#main/application/workspace.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { Registry } from '#shared/model/capability.ts';
import { type AnyRecordDefinition, labelOf } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { CliError, EXIT, usage } from './exit-codes.ts';

/** A record kind by its name or its plural: `change` or `changes`. */
export function kindCalled(name: string): AnyRecordDefinition {
  const definition = registry.has(name) ? registry.of(name) : registry.byPlural(name);
  if (!definition)
    throw usage(`There are no records of the kind “${name}”. There are ${registry.kinds.map(({ kind }) => kind).join(', ')}.`);
  return definition;
}

export async function recordCalled(name: string, workspace: HeadlessWorkspace): Promise<RecordOf> {
  const record = await workspace.find(name);
  if (!record) throw new CliError(EXIT.notFound, [`There is no record “${name}” here.`]);
  return record;
}

/** What people call the records with these ids. */
export async function labelsOf(
  ids: readonly string[],
  { registry, reader }: Pick<HeadlessWorkspace, 'registry' | 'reader'>,
): Promise<Map<string, string>> {
  const records = await reader.many([...new Set(ids)]);
  return new Map(records.map((record) => [record.id, labelOf(registry.of(record.kind), record)]));
}

/** How a record is called in a sentence: its number, or its label. */
export const called = (record: RecordOf, registry: Registry): string => record.number ?? labelOf(registry.of(record.kind), record);
