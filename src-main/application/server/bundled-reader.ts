import { prefixOf } from '#shared/kernel/id.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { LogWriting } from './log-store.ts';

/**
 * A reader for one batch, over a store that does not change meanwhile: the records that the batch names are read at once, and what is related
 * to one of them is read for all of them when it is first asked. So a command costs no trip to the database of its own. Nothing is related to
 * a record that is not there.
 */
export async function bundledReader(base: Reader, ids: readonly string[], relatedToAny: LogWriting['relatedToAny']): Promise<Reader> {
  const named = new Set(ids);
  const here = new Map((await base.many([...named])).map((record) => [record.id as string, record]));
  const bundles = new Map<string, Promise<ReadonlyMap<string, RecordOf[]>>>();

  const bundle = async (kind: string, field: string, prefix: string, ask: NonNullable<typeof relatedToAny>) => {
    const all = [...here.keys()].filter((id) => prefixOf(id) === prefix);
    const byId = new Map<string, RecordOf[]>(all.map((id) => [id, []]));
    for (const record of await ask(kind, field, all)) for (const id of namesIn(record.fields[field])) byId.get(id)?.push(record);
    return byId;
  };
  return {
    ...base,
    get: async (id) => (named.has(id) ? here.get(id) : base.get(id)),
    async many(wanted) {
      const elsewhere = wanted.filter((id) => !named.has(id));
      const found = new Map((elsewhere.length > 0 ? await base.many(elsewhere) : []).map((record) => [record.id as string, record]));
      return wanted.flatMap((id) => here.get(id) ?? found.get(id) ?? []);
    },
    async related(kind, field, id) {
      if (!named.has(id)) return base.related(kind, field, id);
      if (!here.has(id)) return [];
      if (!relatedToAny || here.size < 2) return base.related(kind, field, id);
      const key = `${kind} ${field} ${prefixOf(id)}`;
      const asked = bundles.get(key) ?? bundle(kind, field, prefixOf(id), relatedToAny);
      bundles.set(key, asked);
      return (await asked).get(id) ?? [];
    },
    history: async (id) => (named.has(id) && !here.has(id) ? [] : base.history(id)),
  };
}

/** The ids that a field names, each once: one, or a list of them. */
const namesIn = (value: Json | undefined): string[] =>
  Array.isArray(value) ? [...new Set(value.filter((one: Json) => typeof one === 'string'))] : typeof value === 'string' ? [value] : [];
