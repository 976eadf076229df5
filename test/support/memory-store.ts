import { hybridClock, type HybridClock } from '#shared/kernel/hybrid-clock.ts';
import { type Id, idMaker, type NewId } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { type Refusal, refusalLines } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import { execute, type Execution } from '#shared/model/execute.ts';
import { explainRecord, type Option } from '#shared/model/explain.ts';
import type { Head } from '#shared/model/head.ts';
import { headOf } from '#shared/model/head-projection.ts';
import { comparer, matches, type Query } from '#shared/model/query.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Actor, type Command, type Draft, type RecordEvent, type RecordOf, SYSTEM } from '#shared/model/record.ts';

/** Everything in maps: the smallest store that keeps the `Reader` promise. For tests only. */
export interface MemoryStore extends Reader {
  readonly records: ReadonlyMap<string, RecordOf>;
  readonly events: readonly RecordEvent[];
  /** Takes an execution in whole. */
  apply(execution: Execution): void;
  /** Puts a record there without an event. */
  put(...records: readonly RecordOf[]): void;
}

function memoryStore(registry: Registry): MemoryStore {
  const records = new Map<string, RecordOf>();
  const events: RecordEvent[] = [];
  const numbers = new Map<string, number>();
  const list = async (query: Query): Promise<Head[]> => {
    const { offset = 0, limit } = query;
    const words = (query.text ?? '').toLowerCase();
    return [...records.values()]
      .filter((record) => words === '' || JSON.stringify(record.fields).toLowerCase().includes(words))
      .map((record) => headOf(registry.of(record.kind), record))
      .filter((head) => matches(query, head))
      .toSorted(comparer(query))
      .slice(offset, limit === undefined ? undefined : offset + limit);
  };
  return {
    records,
    events,
    apply(execution) {
      for (const record of execution.records) records.set(record.id, record);
      events.push(...execution.events);
      for (const [kind, last] of execution.numbers) numbers.set(kind, last);
    },
    put(...more) {
      for (const record of more) records.set(record.id, record);
    },
    get: async (id) => records.get(id),
    many: async (ids) => ids.flatMap((id) => records.get(id) ?? []),
    list,
    count: async ({ offset: _offset, limit: _limit, ...query }) => (await list(query)).length,
    related: async (kind, field, id) =>
      [...records.values()].filter((record) => {
        const value = record.fields[field];
        return record.kind === kind && record.archivedAt === null && (Array.isArray(value) ? value.includes(id) : value === id);
      }),
    history: async (id) => events.filter((event) => event.recordId === id),
    lastNumber: async (kind) => numbers.get(kind) ?? 0,
  };
}

/** A small universe with a clock that only moves when told, ids that repeat from run to run, and a memory store. */
export interface World {
  readonly registry: Registry;
  readonly store: MemoryStore;
  readonly newId: NewId;
  readonly clock: HybridClock;
  /** The instant now. */
  now(): string;
  /** Sets the clock, also back. */
  setNow(instant: string): void;
  /** Moves the clock on by minutes. */
  pass(minutes: number): void;
  command(name: string, recordId: Id | string, input?: JsonObject, more?: Partial<Command>): Command;
  /** Executes and stores a command; says no as data. */
  try(name: string, recordId: Id | string, input: JsonObject, actor: Actor, more?: Partial<Command>): Promise<Result<Execution, Refusal>>;
  /** The same, for what must work: throws the refusal's lines. Returns the record as it is afterwards. */
  do(name: string, recordId: Id | string, input: JsonObject, actor: Actor, more?: Partial<Command>): Promise<RecordOf>;
  /** What is refused, as its reasons' codes; throws if it is not refused. */
  refused(name: string, recordId: Id | string, input: JsonObject, actor: Actor, more?: Partial<Command>): Promise<readonly string[]>;
  /** Creates a record and returns it. */
  make(kind: string, fields: JsonObject, actor?: Actor): Promise<RecordOf>;
  give(draft: Draft, actor: Actor): Promise<RecordOf>;
  get(id: Id | string): Promise<RecordOf>;
  options(id: Id | string, actor: Actor, seen?: string): Promise<Option[]>;
  /** Gives every command that deadlines owe now, as the system. Returns how many there were. */
  passDeadlines(): Promise<number>;
}

/** An actor for tests. */
export const actor = (personId: string, grants: readonly string[] = [], more: Partial<Actor> = {}): Actor => ({
  personId,
  name: more.name ?? personId,
  grants,
  roleIds: [],
  teamIds: [],
  isSystem: false,
  ...more,
});

/** The actor that everything passes permission for; guards still hold. */
export const admin = actor('admin', ['admin', 'data.import']);

export function world(registry: Registry, options: { readonly now?: string; readonly seed?: number } = {}): World {
  const store = memoryStore(registry);
  let time = Date.parse(options.now ?? '2026-11-02T09:00:00.000Z');
  const clock = hybridClock('test', () => time);
  const newId = idMaker(seededBytes(options.seed ?? 1), () => time);

  const world: World = {
    registry,
    store,
    newId,
    clock,
    now: () => new Date(time).toISOString(),
    setNow(instant) {
      time = Date.parse(instant);
    },
    pass(minutes) {
      time += minutes * 60_000;
    },
    command: (name, recordId, input = {}, more = {}) => ({
      id: newId('cmd'),
      name,
      recordId: recordId as Id,
      input,
      at: world.now(),
      time: clock.tick(),
      ...more,
    }),
    async try(name, recordId, input, who, more) {
      const result = await execute(world.command(name, recordId, input, more), who, {
        registry,
        reader: store,
        tick: () => clock.tick(),
      });
      if (result.ok) store.apply(result.value);
      return result;
    },
    async do(name, recordId, input, who, more) {
      const result = await world.try(name, recordId, input, who, more);
      if (!result.ok) throw new Error(refusalLines(result.error).join('\n'));
      return world.get(recordId);
    },
    async refused(name, recordId, input, who, more) {
      const result = await world.try(name, recordId, input, who, more);
      if (result.ok) throw new Error(`${name} was expected to be refused`);
      return result.error.unmet.map((unmet) => unmet.code);
    },
    async make(kind, fields, who = admin) {
      const definition = registry.of(kind);
      return world.do(`${definition.plural}.create`, newId(definition.prefix), { fields }, who);
    },
    give: ({ name, recordId, input, ...more }, who) => world.do(name, recordId, input, who, more),
    async get(id) {
      const record = await store.get(id);
      if (!record) throw new Error(`${id} is not there`);
      return record;
    },
    options: async (id, who, seen) => explainRecord(await world.get(id), { registry, reader: store, actor: who, now: world.now(), seen }),
    async passDeadlines() {
      const heads = (await Promise.all(dueQueries(registry, world.now()).map((query) => store.list(query)))).flat();
      const drafts = dueCommands(registry, heads, world.now());
      for (const draft of drafts) await world.give(draft, SYSTEM);
      return drafts.length;
    },
  };
  return world;
}

/** Bytes that look random and are the same for the same seed (mulberry32). */
export function seededBytes(seed: number): (length: number) => Uint8Array {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256));
}
