import type { Reader } from '#shared/model/reader.ts';

/** Says whether a reader has ever failed: a store that is not there is no bug in a decision, and no reason to refuse anybody's work. */
export function watchedReader(base: Reader): { readonly reader: Reader; readonly hasFailed: () => boolean } {
  let hasFailed = false;
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (cause) {
      hasFailed = true;
      throw cause;
    }
  };
  return {
    hasFailed: () => hasFailed,
    reader: {
      get: (id) => watch(base.get(id)),
      many: (ids) => watch(base.many(ids)),
      list: (query) => watch(base.list(query)),
      count: (query) => watch(base.count(query)),
      related: (kind, field, id) => watch(base.related(kind, field, id)),
      history: (id) => watch(base.history(id)),
      lastNumber: (kind) => watch(base.lastNumber(kind)),
    },
  };
}
