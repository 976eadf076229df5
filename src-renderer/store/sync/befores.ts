import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { ConfirmedRow } from '../database.ts';

/** Records as they are before a decision changes them. Whatever is not kept apart yet, the server has confirmed so. */
export async function befores(records: readonly RecordOf[], reader: Reader): Promise<ConfirmedRow[]> {
  const ids = records.map((record) => record.id);
  const known = new Map((await reader.many(ids)).map((record) => [record.id, record]));
  return ids.map((id) => ({ id, record: known.get(id) ?? null }));
}
