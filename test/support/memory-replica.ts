import { gunzipSync } from 'node:zlib';
import { actorFor } from '#shared/capabilities/identity/index.ts';
import { hybridClock, type HybridTime, timesAfter } from '#shared/kernel/hybrid-clock.ts';
import type { NewId } from '#shared/kernel/id.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { execute } from '#shared/model/execute.ts';
import type { Actor, Command, Draft, RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Manifest } from '#shared/sync/protocol.schema.ts';
import type { Attention, Link, Pending, Replica, ReplicaChange } from '#shared/sync/replica.ts';
import { sightingsFor } from '#shared/sync/sightings.ts';
import { mapReader } from './map-reader.ts';

/** What survives a crash. */
export interface Disk {
  link: Link;
  records: Map<string, RecordOf>;
  /** The server's version of records with pending commands; `null` where it has none. */
  shadow: Map<string, RecordOf | null>;
  outbox: Map<number, Pending>;
  events: Map<string, RecordEvent[]>;
  numbers: Map<string, number>;
  attention: Map<string, Attention>;
  pages: Map<string, Uint8Array>;
  seq: number;
  generation: number;
  clock: HybridTime | undefined;
}

export const emptyDisk = (link: Link): Disk => ({
  link,
  records: new Map(),
  shadow: new Map(),
  outbox: new Map(),
  events: new Map(),
  numbers: new Map(),
  attention: new Map(),
  pages: new Map(),
  seq: 0,
  generation: 0,
  clock: undefined,
});

/** A link as a device has it that has just signed in: everything is still to be loaded. */
export const newLink = (more: Partial<Link> & Pick<Link, 'personId' | 'device'>): Link => ({
  phase: 'loading',
  tenant: { id: 'ten', name: 'Northwind' },
  epoch: '',
  scope: '',
  cursor: { seq: 0, hash: '0'.repeat(64) as Link['cursor']['hash'] },
  pushed: 0,
  done: 0,
  answered: [],
  setAside: [],
  checkpoints: [],
  farthest: null,
  pulledAt: null,
  ...more,
});

export interface MemoryReplica extends Replica {
  readonly disk: Disk;
  /** Decides on the view and keeps it, as the store of a window does. */
  dispatch(draft: Draft, actor: Actor): Promise<Result<Pending | null, Refusal>>;
  /** Takes note of a time that came from elsewhere. */
  observe(time: HybridTime | undefined): void;
}

export interface MemoryHost {
  readonly registry: Registry;
  readonly newId: NewId;
  /** Milliseconds, as this device's clock has them. */
  readonly now: () => number;
  readonly node: string;
  /** Called before and after each write takes effect; may throw, which is a crash at that place. */
  readonly onWrite?: (write: string, moment: 'before' | 'after') => void;
}

/** A device's copy in memory: opened over a disk that outlives it. A write is whole or not at all. */
export function memoryReplica(disk: Disk, { registry, newId, now, node, onWrite }: MemoryHost): MemoryReplica {
  const clock = hybridClock(node, now, disk.clock);
  const pendingNow = () => [...disk.outbox.values()].filter(({ seq }) => seq > disk.link.done);
  const reader = mapReader(registry, () => ({
    records: disk.records,
    numbers: disk.numbers,
    history: (id) => [
      ...(disk.events.get(id) ?? []),
      ...pendingNow().flatMap(({ events }) => events.filter((event) => event.recordId === id)),
    ],
  }));

  function write<T>(name: string, work: () => T): T {
    onWrite?.(name, 'before');
    const done = work();
    onWrite?.(name, 'after');
    return done;
  }
  const isBehind = (basis: { seq: number; generation: number }) => basis.seq !== disk.seq || basis.generation !== disk.generation;
  const keepItems = (items: readonly Attention[]) => {
    for (const item of items) if (!disk.attention.has(item.id)) disk.attention.set(item.id, item);
  };

  function apply(change: ReplicaChange): void {
    for (const [id, record] of change.view) {
      const confirmed = change.confirmed.get(id) ?? null;
      if (record) disk.records.set(id, record);
      else disk.records.delete(id);
      if (confirmed === record) disk.shadow.delete(id);
      else disk.shadow.set(id, confirmed);
    }
    for (const event of change.events) disk.events.set(event.recordId, [...(disk.events.get(event.recordId) ?? []), event]);
    for (const [id, record] of change.confirmed) if (!record) disk.events.delete(id);
    for (const { seq, events, expected, dependsOn } of change.predicted) {
      const before = disk.outbox.get(seq);
      if (before) disk.outbox.set(seq, { ...before, events, expected, ...(dependsOn === undefined ? {} : { dependsOn }) });
    }
    for (const [kind, last] of change.numbers) disk.numbers.set(kind, last);
    keepItems(change.attention);
    disk.link = change.link;
    disk.generation += 1;
  }

  return {
    registry,
    reader,
    disk,
    observe(time) {
      if (time !== undefined) clock.observe(time);
    },
    look: async () => ({ link: disk.link, basis: { seq: disk.seq, generation: disk.generation }, pending: pendingNow() }),
    confirmed: async (ids) =>
      new Map(ids.map((id) => [id, disk.shadow.has(id) ? (disk.shadow.get(id) ?? null) : (disk.records.get(id) ?? null)])),
    size: async () => disk.records.size,
    actor: (personId, through) => actorFor(through, personId),
    async commit(basis, change) {
      if (isBehind(basis)) return 'behind';
      return write('commit', () => {
        apply(change);
        return 'written';
      });
    },
    async relink(basis, link, attention = []) {
      if (isBehind(basis)) return 'behind';
      return write('relink', () => {
        disk.link = link;
        keepItems(attention);
        disk.generation += 1;
        return 'written';
      });
    },
    heldPages: async (digests) => new Set(digests.filter((digest) => disk.pages.has(digest))),
    async keepPage({ digest }, bytes) {
      write('keepPage', () => disk.pages.set(digest, bytes));
    },
    async load(manifest: Manifest, link: Link) {
      const records = manifest.pages.flatMap(({ digest }) => recordsIn(disk.pages.get(digest)));
      write('load', () => {
        disk.records = new Map(records.map((record) => [record.id, record]));
        disk.shadow = new Map();
        disk.events = new Map();
        disk.numbers = new Map(Object.entries(manifest.numbers));
        disk.link = link;
        disk.generation += 1;
      });
    },
    async dispatch(draft, actor) {
      for (;;) {
        const basis = { seq: disk.seq, generation: disk.generation };
        const record = disk.records.get(draft.recordId);
        const command: Command = {
          ...draft,
          ...sightingsFor(draft, record),
          id: newId('cmd'),
          at: new Date(now()).toISOString(),
          time: clock.tick(),
        };
        const decided = await execute(command, actor, { registry, reader, tick: timesAfter(command.time) });
        if (isBehind(basis)) continue;
        if (!decided.ok) return decided;
        const { events, records, numbers } = decided.value;
        if (events.length === 0) return ok(null);
        for (const { time } of events) clock.observe(time);
        return write('dispatch', () => {
          disk.seq += 1;
          for (const one of records) {
            if (!disk.shadow.has(one.id)) disk.shadow.set(one.id, disk.records.get(one.id) ?? null);
            disk.records.set(one.id, one);
          }
          for (const [kind, last] of numbers) disk.numbers.set(kind, last);
          disk.clock = clock.tick();
          const pending: Pending = { seq: disk.seq, command, by: actor.personId, events, expected: null };
          disk.outbox.set(disk.seq, pending);
          return ok(pending);
        });
      }
    },
  };
}

function recordsIn(page: Uint8Array | undefined): RecordOf[] {
  if (!page) throw new Error('A page that was not kept was put in force');
  return JSON.parse(gunzipSync(page).toString()) as RecordOf[];
}
