import type { ChainHead } from '../kernel/chain.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Registry } from '../model/capability.ts';
import type { Reader } from '../model/reader.ts';
import type { Actor, Command, FieldConflict, RecordEvent, RecordOf } from '../model/record.ts';
import type { Checkpoint, Manifest, PushedCommand } from './protocol.schema.ts';

/** How a device follows its server. Kept beside the data, and written only together with what it says. */
export interface Link {
  /** `founding`: bringing what was done before there was a server. `loading`: a snapshot is being fetched. */
  readonly phase: 'founding' | 'loading' | 'following';
  readonly tenant: { readonly id: string; readonly name: string };
  readonly epoch: string;
  readonly scope: string;
  readonly personId: string;
  readonly device: string;
  /** How far the log was followed. */
  readonly cursor: ChainHead;
  /** The `seq` of the last own command that the server has answered, and of the last whose events are here too. */
  readonly pushed: number;
  readonly done: number;
  /** Answered commands whose place in the log is not reached yet: `[seq of the command, place]`, in order. */
  readonly answered: readonly (readonly [number, number])[];
  /** What this device can testify to: the newest checkpoints it saw. */
  readonly checkpoints: readonly Checkpoint[];
  readonly pulledAt: string | null;
}

/** An own command that the server has not answered, or whose events are not here yet; with what it was predicted to do. */
export interface Pending extends PushedCommand {
  readonly command: Command;
  readonly by: string;
  readonly events: readonly RecordEvent[];
}

/** Something that waits for a person: a command that was refused, or a field that two people edited. Never settled by itself. */
export type Attention = RefusedItem | ConflictItem;
interface Item {
  /** The command's or the event's id. */
  readonly id: string;
  readonly recordId: string;
  readonly at: string;
}
export interface RefusedItem extends Item {
  readonly type: 'refused';
  readonly pending: Pending;
  readonly refusal: Refusal;
  /** The record as its author had it in view when they gave the command, and as it was when it was refused. */
  readonly then: RecordOf | null;
  readonly now: RecordOf | null;
}
export interface ConflictItem extends Item {
  readonly type: 'conflict';
  readonly conflicts: readonly FieldConflict[];
  /** Who gave the values of the event, and who the others. */
  readonly by: string;
  readonly otherBy: string | null;
}

/** What one step of following writes: all of it or nothing. */
export interface ReplicaChange {
  readonly link: Link;
  /** Records as the server has them; `null` where it has none. Where nothing is pending any more, the view is the same. */
  readonly confirmed: ReadonlyMap<string, RecordOf | null>;
  /** Records as the person should see them: confirmed with pending commands on top; `null` takes it out of sight. */
  readonly view: ReadonlyMap<string, RecordOf | null>;
  readonly events: readonly RecordEvent[];
  /** Pending commands as they are predicted now, where that changed; `expected` is why the server will probably refuse. */
  readonly predicted: readonly { readonly seq: number; readonly events: readonly RecordEvent[]; readonly expected: Refusal | null }[];
  readonly attention: readonly Attention[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** What the replica held when a step was thought out. */
export interface Basis {
  readonly seq: number;
  readonly generation: number;
}

/**
 * A device's copy of a workspace, as following a server needs it. In the product it is the store of the window; in a
 * simulation it is memory. Every method sees one moment; `commit` refuses when anything was written since `basis`.
 */
export interface Replica {
  readonly registry: Registry;
  /** The view: what the person sees. */
  readonly reader: Reader;
  look(): Promise<{ readonly link: Link; readonly basis: Basis; readonly pending: readonly Pending[] }>;
  /** As the server had them when last heard; `null` where a record exists only by pending commands. */
  confirmed(ids: readonly string[]): Promise<ReadonlyMap<string, RecordOf | null>>;
  /** Which of this device's people gives pending commands: only they are predicted again. */
  actor(personId: string): Promise<Actor | undefined>;
  commit(basis: Basis, change: ReplicaChange): Promise<'written' | 'behind'>;
  /** Only the link, e.g. after an answer. */
  relink(basis: Basis, link: Link, attention?: readonly Attention[]): Promise<'written' | 'behind'>;
  /** Puts a snapshot in the place of all confirmed records; pending commands stay and are predicted again by the caller. */
  load(manifest: Manifest, pages: readonly Uint8Array<ArrayBuffer>[], link: Link): Promise<void>;
}
