import { isId } from '#shared/kernel/id.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft, RecordOf } from '#shared/model/record.ts';

/** A reader that knows beforehand, in one read, every record that these drafts name, and which of them are not there. */
export async function chunkReader(base: Reader, drafts: readonly Draft[]): Promise<Reader> {
  const named = [...new Set(drafts.flatMap((draft) => [draft.recordId as string, ...idsIn(draft.input['fields'])]))];
  const known = new Map<string, RecordOf | undefined>(named.map((id) => [id, undefined]));
  for (const record of await base.many(named)) known.set(record.id, record);
  return {
    ...base,
    get: async (id) => (known.has(id) ? known.get(id) : base.get(id)),
    async many(ids) {
      if (ids.every((id) => known.has(id))) return ids.flatMap((id) => known.get(id) ?? []);
      return base.many(ids);
    },
  };
}

function idsIn(fields: Json | undefined): string[] {
  if (!isJsonObject(fields)) return [];
  return Object.values(fields).flatMap((value) => (Array.isArray(value) ? value.filter(isId) : isId(value) ? [value] : []));
}
