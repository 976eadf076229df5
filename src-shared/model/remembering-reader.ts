import type { Reader } from './reader.ts';
import type { RecordOf } from './record.ts';

/**
 * A reader that asks each question once, over one whose answers do not change meanwhile: a dry run, or one batch of commands. Facts
 * of many commands are mostly the same facts.
 */
export function rememberingReader(base: Reader): Reader {
  const records = new Map<string, Promise<RecordOf | undefined>>();
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const before = answers.get(key) as Promise<T> | undefined;
    if (before) return before;
    const answer = ask();
    answers.set(key, answer);
    return answer;
  };
  const many: Reader['many'] = async (ids) => {
    const missing = [...new Set(ids.filter((id) => !records.has(id)))];
    if (missing.length > 0) {
      const found = base.many(missing).then((all) => new Map(all.map((record) => [record.id as string, record])));
      for (const id of missing)
        records.set(
          id,
          found.then((all) => all.get(id)),
        );
    }
    const all = await Promise.all(ids.map(async (id) => records.get(id)));
    return all.filter((record) => record !== undefined);
  };
  return {
    many,
    get: async (id) => (await many([id]))[0],
    list: (query) => once(`list ${JSON.stringify(query)}`, () => base.list(query)),
    count: (query) => once(`count ${JSON.stringify(query)}`, () => base.count(query)),
    related: (kind, field, id) => once(`related ${kind} ${field} ${id}`, () => base.related(kind, field, id)),
    history: (id) => once(`history ${id}`, () => base.history(id)),
    lastNumber: (kind) => once(`last ${kind}`, () => base.lastNumber(kind)),
  };
}
