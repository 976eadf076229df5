import type { Addition, ArrivedEvent, DeviceRow, NewLine, TenantRow } from '#main/application/server/log-store.ts';
import { CHAIN_START, type ChainHead } from '#shared/kernel/chain.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Head } from '#shared/model/head.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { comparer, lowerText, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Scope } from '#shared/model/visibility.ts';
import type { Checkpoint } from '#shared/sync/protocol.schema.ts';
import type { Cut, CutPage } from './cut-pages.ts';

export interface KeptRow {
  readonly record: RecordOf;
  readonly scope: Scope;
}
type Verdict = Addition['verdicts'][number];

/** Everything of one tenant, in maps. */
export interface TenantMemory {
  row: TenantRow;
  readonly lines: NewLine[];
  readonly rows: Map<string, KeptRow>;
  readonly verdicts: Map<string, Verdict>;
  readonly devices: Map<string, DeviceRow>;
  readonly checkpoints: Checkpoint[];
  readonly pages: Map<string, CutPage>;
  readonly numbers: Map<string, number>;
  cut: Cut | undefined;
  readonly head: ChainHead;
  readonly lastTime: HybridTime | undefined;
  /** A reader of what passes: a record by its id, with its history. */
  reader(isSeen: (id: string) => boolean): Reader;
  /** Live records of a kind whose field names any of these ids. */
  relatedToAny(kind: string, field: string, ids: ReadonlySet<string>): RecordOf[];
  events(recordId: string): readonly RecordEvent[];
  arrived(recordId: string): ArrivedEvent[];
  /** Adds, and answers how to take that back. */
  append(addition: Addition): () => void;
}

export function tenantMemory(row: TenantRow, registry: Registry): TenantMemory {
  const lines: NewLine[] = [];
  const rows = new Map<string, KeptRow>();
  const byKind = new Map<string, Set<string>>();
  const verdicts: TenantMemory['verdicts'] = new Map();
  const devices: TenantMemory['devices'] = new Map();
  const numbers = new Map<string, number>();
  const events = new Map<string, { readonly event: RecordEvent; readonly line: NewLine }[]>();
  const heads = new WeakMap<RecordOf, Head>();
  let lastTime: HybridTime | undefined;

  const headFor = (record: RecordOf): Head => {
    const known = heads.get(record) ?? headOf(registry.of(record.kind), record);
    heads.set(record, known);
    return known;
  };
  const ofKind = (kind: string, isSeen: (id: string) => boolean): RecordOf[] =>
    [...(byKind.get(kind) ?? [])].filter(isSeen).flatMap((id) => rows.get(id)?.record ?? []);

  const naming = (records: readonly RecordOf[], field: string, ids: ReadonlySet<string>): RecordOf[] =>
    records
      .filter(({ archivedAt, fields }) => archivedAt === null && namesIn(fields[field]).some((id) => ids.has(id)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));

  function reader(isSeen: (id: string) => boolean): Reader {
    const get = (id: string) => (isSeen(id) ? rows.get(id)?.record : undefined);
    const list = async (query: Query): Promise<Head[]> => {
      const { offset = 0, limit } = query;
      const words = lowerText(query.text ?? '');
      return ofKind(query.kind, isSeen)
        .filter((record) => words === '' || lowerText(record.fields).includes(words))
        .map(headFor)
        .filter((head) => matches(query, head))
        .toSorted(comparer(query))
        .slice(offset, limit === undefined ? undefined : offset + limit);
    };
    return {
      get: async (id) => get(id),
      many: async (ids) => ids.flatMap((id) => get(id) ?? []),
      list,
      count: async ({ offset: _offset, limit: _limit, ...query }) => (await list(query)).length,
      related: async (kind, field, id) => naming(ofKind(kind, isSeen), field, new Set([id])),
      history: async (id) => (isSeen(id) ? (events.get(id) ?? []).map(({ event }) => event) : []),
      lastNumber: async (kind) => numbers.get(kind) ?? 0,
    };
  }

  function append(addition: Addition): () => void {
    const undo: (() => void)[] = [];
    const set = <K, V>(map: Map<K, V>, key: K, value: V) => {
      const before = map.get(key);
      undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
      map.set(key, value);
    };
    const [wasLines, wasTime] = [lines.length, lastTime];
    undo.push(() => {
      lines.length = wasLines;
      lastTime = wasTime;
    });
    for (const line of addition.lines) {
      if (line.seq !== lines.length + 1) throw new Error(`Line ${line.seq} comes after line ${lines.length}`);
      lines.push(line);
    }
    for (const { record, scope } of addition.records) {
      set(rows, record.id, { record, scope });
      const ids = byKind.get(record.kind) ?? new Set();
      byKind.set(record.kind, ids);
      if (!ids.has(record.id)) undo.push(() => ids.delete(record.id));
      ids.add(record.id);
    }
    const lineOf = new Map(addition.lines.flatMap((line) => (line.body.type === 'event' ? [[line.body.event.id, line] as const] : [])));
    for (const event of addition.events) {
      const line = lineOf.get(event.id);
      if (!line) throw new Error(`The event ${event.id} has no line`);
      const history = events.get(event.recordId) ?? [];
      events.set(event.recordId, history);
      history.push({ event, line });
      undo.push(() => history.pop());
      if (lastTime === undefined || event.time > lastTime) lastTime = event.time;
    }
    for (const [kind, last] of addition.numbers) set(numbers, kind, Math.max(last, numbers.get(kind) ?? 0));
    for (const verdict of addition.verdicts) {
      if (verdicts.has(verdict.id)) throw new Error(`${verdict.id} had its verdict already`);
      set(verdicts, verdict.id, verdict);
    }
    const device = addition.device && devices.get(addition.device.id);
    if (addition.device && device) set(devices, device.id, { ...device, lastSeq: addition.device.lastSeq });
    return () => {
      for (const one of undo.toReversed()) one();
    };
  }

  return {
    row,
    lines,
    rows,
    verdicts,
    devices,
    numbers,
    checkpoints: [],
    pages: new Map(),
    cut: undefined,
    get head() {
      const last = lines.at(-1);
      return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: CHAIN_START };
    },
    get lastTime() {
      return lastTime;
    },
    reader,
    relatedToAny: (kind, field, ids) =>
      naming(
        ofKind(kind, () => true),
        field,
        ids,
      ),
    append,
    events: (id) => (events.get(id) ?? []).map(({ event }) => event),
    arrived: (id) =>
      (events.get(id) ?? []).flatMap(({ event, line: { body } }) =>
        body.type === 'event' ? [{ event, arrivedAt: body.arrivedAt, ...(body.ahead === undefined ? {} : { ahead: body.ahead }) }] : [],
      ),
  };
}

/** The ids that a field names: one, or a list of them. */
const namesIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
