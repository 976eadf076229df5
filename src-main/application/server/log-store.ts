import type { ChainHead } from '#shared/kernel/chain.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { LogBody, SealedValues } from '#shared/model/log-line.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Scope, Sight } from '#shared/model/visibility.ts';
import type { Checkpoint, Manifest, Verdict } from '#shared/sync/protocol.schema.ts';

/** A line as it is appended: its canonical bytes and where it stands in the chain. */
export interface NewLine {
  readonly seq: number;
  readonly canonical: string;
  readonly leaf: Digest;
  readonly hash: Digest;
  readonly values: SealedValues;
  readonly body: LogBody;
  /** The kind that must be readable to see it, and the scope of its record before and after. A refusal is its author's own. */
  readonly kind: string;
  readonly recordId: string;
  readonly scope: Scope;
  readonly scopeBefore: Scope;
  readonly onlyFor: string | null;
}

/** A line as somebody may see it: without `body` it is only a link of the chain. */
export interface SeenLine {
  readonly seq: number;
  readonly leaf: Digest;
  readonly hash: Digest;
  readonly body?: LogBody;
  readonly values?: SealedValues;
  /** The record moved into sight with this line: as it is now. */
  readonly entered?: RecordOf;
  /** The record moved out of sight with this line. */
  readonly gone?: string;
}

export interface DeviceRow {
  readonly id: string;
  readonly personId: string;
  readonly lastSeq: number;
  readonly revokedAt: string | null;
}

export interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  readonly isFounding: boolean;
}

/** What one decision, or a batch of them, adds: to be written whole or not at all. */
export interface Addition {
  readonly lines: readonly NewLine[];
  readonly records: readonly { readonly record: RecordOf; readonly scope: Scope }[];
  /** Unsealed, for histories. */
  readonly events: readonly RecordEvent[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly verdicts: readonly Omit<Verdict, 'isRepeat'>[];
  /** The device whose commands these are, and how far it has come. */
  readonly device: { readonly id: string; readonly lastSeq: number } | null;
}

/** Inside one write: everything is seen, and nobody else writes to this tenant. */
export interface LogWriting {
  readonly tenant: TenantRow;
  readonly head: ChainHead;
  /** The latest time of any event, for the clock to go on from. */
  readonly lastTime: HybridTime | undefined;
  readonly reader: Reader;
  /** `reader.related` for many ids at once, in the order of the records' ids: a batch asks once for all of its records. */
  relatedToAny?(kind: string, field: string, ids: readonly string[]): Promise<readonly RecordOf[]>;
  device(id: string): Promise<DeviceRow | undefined>;
  verdicts(commandIds: readonly string[]): Promise<ReadonlyMap<string, Omit<Verdict, 'isRepeat'>>>;
  append(addition: Addition): Promise<void>;
  endFounding(): Promise<void>;
}

/** Something that happened, unsealed, and when the server heard of it. */
export interface ArrivedEvent {
  readonly event: RecordEvent;
  readonly arrivedAt: string;
  /** By how many milliseconds its author's clock was ahead, where that was too much to be believed. */
  readonly ahead?: number;
}

/** Inside one reading: one moment, and only what is in sight. */
export interface LogReading {
  readonly tenant: TenantRow;
  readonly head: ChainHead;
  readonly reader: Reader;
  /** Any device of the tenant: every call asks whether its device is still welcome. */
  device(id: string): Promise<DeviceRow | undefined>;
  /** What happened to a record that is in sight, newest last; nothing of any other. */
  arrived(recordId: string): Promise<readonly ArrivedEvent[]>;
  /** A line's content is seen when its scope and that of its record as it is now are in sight; a refusal by its author only. */
  lines(after: number, limit: number): Promise<readonly SeenLine[]>;
  /** The chain's hash at a place. */
  hashAt(seq: number): Promise<Digest | undefined>;
  checkpoint(): Promise<Checkpoint | null>;
  manifest(): Promise<Pick<Manifest, 'seq' | 'hash' | 'numbers' | 'pages'> | null>;
  page(digest: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

/**
 * The server's memory, tenants apart from each other. In the product it is SQL under row-level security; in a simulation
 * it is memory. The log only grows.
 */
export interface LogStore {
  tenant(id: string): Promise<TenantRow | undefined>;
  tenants(): Promise<readonly TenantRow[]>;
  createTenant(row: TenantRow): Promise<void>;
  /** One at a time per tenant, also between servers. Rolled back when `work` throws. */
  write<T>(tenantId: string, work: (writing: LogWriting) => Promise<T>): Promise<T>;
  read<T>(tenantId: string, sight: Sight, personId: string, work: (reading: LogReading) => Promise<T>): Promise<T>;
  /** The device's row, made when it was not known. A device belongs to one person. */
  register(tenantId: string, device: { readonly id: string; readonly personId: string; readonly name: string }): Promise<DeviceRow>;
  putCheckpoint(tenantId: string, checkpoint: Checkpoint): Promise<void>;
  /** Cuts pages of everything as it is now, per kind and scope. Another server that does it at the same time does no harm. */
  makePages(tenantId: string): Promise<void>;
  /** Called when any server has appended to a tenant. */
  onAppended(listener: (tenantId: string, seq: number) => void): () => void;
}
