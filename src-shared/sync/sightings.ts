import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { stampOf } from '../model/merge.ts';
import type { Command, Draft, RecordOf, Sighting } from '../model/record.ts';

/**
 * What an edit says that it saw: per field its value and when that was set. To be filled in by whoever makes the command,
 * from the record in view; nothing for anything but an edit of a record that is there.
 */
export function sightingsFor({ name, input }: Pick<Draft, 'name' | 'input'>, record: RecordOf | undefined): Pick<Command, 'saw'> {
  const { fields } = input;
  if (!record || !name.endsWith('.edit') || !isJsonObject(fields)) return {};
  return { saw: sightings(record, fields) };
}

function sightings(record: RecordOf, fields: JsonObject): { [field: string]: Sighting } {
  return Object.fromEntries(
    Object.keys(fields).map((field) => [field, { value: record.fields[field] ?? null, time: stampOf(record, field) }]),
  );
}
