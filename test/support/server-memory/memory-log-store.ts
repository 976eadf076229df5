import type { LogReading, LogStore, LogWriting, TenantRow } from '#main/application/server/log-store.ts';
import { CHAIN_START } from '#shared/kernel/chain.ts';
import type { Registry } from '#shared/model/capability.ts';
import { isInSight, type Sight } from '#shared/model/visibility.ts';
import { cutPages } from './cut-pages.ts';
import { linesFor } from './seen-lines.ts';
import { tenantMemory, type TenantMemory } from './tenant-memory.ts';

/** A `LogStore` in memory: one at a time per tenant, no timers, and a writing that throws leaves no trace. */
export interface MemoryLogStore extends LogStore {
  /** All that is kept of a tenant, for tests that look behind the scenes. */
  memory(tenantId: string): TenantMemory;
  /** Shuts a device out. */
  revoke(tenantId: string, deviceId: string, at: string): void;
}

export function memoryLogStore(registry: Registry): MemoryLogStore {
  const tenants = new Map<string, TenantMemory>();
  const listeners = new Set<(tenantId: string, seq: number) => void>();
  const turns = new Map<string, Promise<unknown>>();

  const memory = (id: string): TenantMemory => {
    const found = tenants.get(id);
    if (!found) throw new Error(`There is no tenant ${id}`);
    return found;
  };
  /** Everything about a tenant waits for what came before it. */
  const inTurn = <T>(tenantId: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(tenantId) ?? Promise.resolve()).then(work, work);
    turns.set(
      tenantId,
      turn.catch(() => undefined),
    );
    return turn;
  };

  return {
    memory,
    revoke(tenantId, deviceId, at) {
      const { devices } = memory(tenantId);
      const device = devices.get(deviceId);
      if (device) devices.set(deviceId, { ...device, revokedAt: at });
    },
    tenant: async (id) => tenants.get(id)?.row,
    tenants: async () => [...tenants.values()].map(({ row }) => row),
    async createTenant(row: TenantRow) {
      if (tenants.has(row.id)) throw new Error(`There is a tenant ${row.id} already`);
      tenants.set(row.id, tenantMemory(row, registry));
    },
    async write(tenantId, work) {
      const kept = memory(tenantId);
      const before = kept.head.seq;
      const done = await inTurn(tenantId, async () => {
        const undo: (() => void)[] = [];
        try {
          return await work(writingOf(kept, undo));
        } catch (cause) {
          for (const one of undo.toReversed()) one();
          throw cause;
        }
      });
      if (kept.head.seq > before) for (const listener of listeners) listener(tenantId, kept.head.seq);
      return done;
    },
    read: async (tenantId, sight, personId, work) => {
      const kept = memory(tenantId);
      return inTurn(tenantId, () => work(readingOf(kept, sight, personId)));
    },
    async register(tenantId, device) {
      const { devices } = memory(tenantId);
      const known = devices.get(device.id);
      if (known) return known;
      const row = { id: device.id, personId: device.personId, lastSeq: 0, revokedAt: null };
      devices.set(device.id, row);
      return row;
    },
    async putCheckpoint(tenantId, checkpoint) {
      memory(tenantId).checkpoints.push(checkpoint);
    },
    makePages: async (tenantId) => {
      const kept = memory(tenantId);
      await inTurn(tenantId, async () => cutPages(kept));
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function writingOf(kept: TenantMemory, undo: (() => void)[]): LogWriting {
  return {
    tenant: kept.row,
    head: kept.head,
    lastTime: kept.lastTime,
    reader: kept.reader(() => true),
    relatedToAny: async (kind, field, ids) => kept.relatedToAny(kind, field, new Set(ids)),
    device: async (id) => kept.devices.get(id),
    verdicts: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const verdict = kept.verdicts.get(id);
          return verdict ? [[id, verdict] as const] : [];
        }),
      ),
    append: async (addition) => {
      undo.push(kept.append(addition));
    },
    endFounding: async () => {
      const before = kept.row;
      kept.row = { ...before, isFounding: false };
      undo.push(() => (kept.row = before));
    },
  };
}

function readingOf(kept: TenantMemory, sight: Sight, personId: string): LogReading {
  const isSeen = (id: string) => {
    const row = kept.rows.get(id);
    return row !== undefined && isInSight(sight, row.record.kind, row.scope);
  };
  return {
    tenant: kept.row,
    head: kept.head,
    reader: kept.reader(isSeen),
    device: async (id) => kept.devices.get(id),
    arrived: async (id) => (isSeen(id) ? kept.arrived(id) : []),
    lines: async (after, limit) => linesFor(kept, { sight, personId, isSeen }, after, limit),
    hashAt: async (seq) => (seq === 0 ? CHAIN_START : kept.lines[seq - 1]?.hash),
    checkpoint: async () => kept.checkpoints.toSorted((a, b) => a.seq - b.seq).at(-1) ?? null,
    manifest: async () => {
      const { cut } = kept;
      if (!cut) return null;
      const pages = cut.pages.filter(({ info, scope }) => isInSight(sight, info.kind, scope)).map(({ info }) => info);
      const numbers = Object.fromEntries(Object.entries(cut.numbers).filter(([kind]) => sight.kinds.includes(kind)));
      return { seq: cut.seq, hash: cut.hash, numbers, pages };
    },
    page: async (digest) => {
      const found = kept.pages.get(digest);
      return found && isInSight(sight, found.info.kind, found.scope) ? found.bytes : null;
    },
  };
}
