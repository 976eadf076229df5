import type { Json } from '#shared/kernel/json.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';

/**
 * The record as the author of a draft had it in view: as it is, or, where the draft says that a form was opened on an
 * earlier version and the record has moved on since, as it was then.
 */
export async function recordInView(
  { recordId, baseVersion }: Pick<Draft, 'recordId' | 'baseVersion'>,
  reader: Reader,
): Promise<RecordOf | undefined> {
  const record = await reader.get(recordId);
  if (!record || baseVersion === undefined || baseVersion >= record.version) return record;
  const history = await reader.history(recordId);
  const fields: Record<string, Json> = { ...record.fields };
  const stamps = { ...record.stamps };
  for (const { version, patch, was } of history.toReversed()) {
    if (version <= baseVersion) break;
    for (const name of Object.keys(patch)) {
      fields[name] = was?.[name] ?? null;
      stamps[name] = history.findLast((event) => event.version <= baseVersion && name in event.patch)?.time ?? record.stamp;
    }
  }
  return { ...record, version: baseVersion, fields, stamps };
}
