import type { Reader } from '#shared/model/reader.ts';

/** Questions to a store, and whether any of them has ever failed. */
export interface Watched {
  readonly reader: Reader;
  /** Watches another question to the same store. */
  watch<T>(answer: Promise<T>): Promise<T>;
  readonly hasFailed: () => boolean;
}

/** A store that cannot be read is no bug in a decision, and no reason to refuse anybody's work: this says which of them it was. */
export function watched(base: Reader): Watched {
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
    watch,
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
