import type { Reader } from '#shared/model/reader.ts';

/** What a decision looked at: if none of it changed meanwhile, the decision still holds. */
export interface Reads {
  readonly ids: ReadonlySet<string>;
  /** Kinds that were listed, counted or numbered: any change among them could change the answer. */
  readonly kinds: ReadonlySet<string>;
}

/** What a change touched. */
export interface Touched {
  readonly ids: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
  /** Kinds that a bulk touched, whose single ids are not at hand. */
  readonly wholeKinds: ReadonlySet<string>;
}

/** A reader that notes everything it was asked. */
export function recordingReader(base: Reader, kindOf: (id: string) => string | undefined) {
  const ids = new Set<string>();
  const kinds = new Set<string>();
  const reader: Reader = {
    get: (id) => {
      ids.add(id);
      return base.get(id);
    },
    many: (wanted) => {
      for (const id of wanted) ids.add(id);
      return base.many(wanted);
    },
    list: (query) => {
      kinds.add(query.kind);
      return base.list(query);
    },
    count: (query) => {
      kinds.add(query.kind);
      return base.count(query);
    },
    related: (kind, field, id) => {
      kinds.add(kind);
      return base.related(kind, field, id);
    },
    history: (id) => {
      ids.add(id);
      return base.history(id);
    },
    lastNumber: (kind) => {
      kinds.add(kind);
      return base.lastNumber(kind);
    },
  };
  const isTouchedBy = (touched: Touched) =>
    meet(ids, touched.ids) ||
    meet(kinds, touched.kinds) ||
    (touched.wholeKinds.size > 0 && [...ids].some((id) => touched.wholeKinds.has(kindOf(id) ?? '')));
  /** Takes over what somebody else has looked at for this decision. */
  const note = (reads: Reads) => {
    for (const id of reads.ids) ids.add(id);
    for (const kind of reads.kinds) kinds.add(kind);
  };
  return { reader, reads: { ids, kinds } satisfies Reads, note, isTouchedBy };
}
export type RecordingReader = ReturnType<typeof recordingReader>;

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const one of small) if (large.has(one)) return true;
  return false;
}
