import type { ChainHead } from '../kernel/chain.ts';
import type { Id } from '../kernel/id.ts';
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
  /** The `seq` of the last own command that the server has: `previous` of the next push. */
  readonly pushed: number;
  /** The `seq` up to which every own command has come to its end and what became of it is here. What comes after it is pending. */
  readonly done: number;
  /** Answered commands whose place in the log is not reached yet: `[seq of the command, place]`, in order. */
  readonly answered: readonly (readonly [number, number])[];
  /** Pending commands that the server cannot read: they are passed over, and wait for a person as attention items. */
  readonly setAside: readonly number[];
  /** What this device can testify to: the newest checkpoints it saw. */
  readonly checkpoints: readonly Checkpoint[];
  /** The farthest place that this device has seen, while a load has moved `cursor` back before it. */
  readonly farthest: ChainHead | null;
  readonly pulledAt: string | null;
}

/**
 * A command of this device that has not come to its end (its `seq` is above `done`), with what it is predicted to do. Those
 * that the system gave here for a deadline are among them: they are never pushed, and end with the next full pull.
 * `dependsOn` is there only where a command that it needs was refused: then it can only be refused too.
 */
export interface Pending extends Omit<PushedCommand, 'dependsOn' | 'by'> {
  readonly dependsOn?: readonly Id[];
  readonly command: Command;
  readonly by: string;
  readonly events: readonly RecordEvent[];
  /** Why the server will probably refuse it. It is sent all the same, and has no effect on the view. */
  readonly expected: Refusal | null;
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
  /**
   * Records as the server has them; `null` where it has none, or none that this person may see: then its history leaves this
   * device too. It names the same records as `view`, and where nothing is pending on a record any more, it holds the same object as `view`.
   */
  readonly confirmed: ReadonlyMap<string, RecordOf | null>;
  /** Records as the person should see them: confirmed with pending commands on top; `null` takes it out of sight. */
  readonly view: ReadonlyMap<string, RecordOf | null>;
  /** What the server says has happened. With it, histories are these and earlier ones, and then what is predicted. */
  readonly events: readonly RecordEvent[];
  /** Pending commands as they are predicted now, where that changed: in histories these events take the place of those before. */
  readonly predicted: readonly Prediction[];
  /** An item that is there already, or was settled, is not made again. */
  readonly attention: readonly Attention[];
  /** The highest number given per kind, in the view; where a prediction has become another, it can be lower than before. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** What a pending command is predicted to do from now on. */
export type Prediction = Pick<Pending, 'seq' | 'events' | 'expected'> & { readonly dependsOn?: readonly Id[] };

/** What the replica held when a step was thought out. */
export interface Basis {
  readonly seq: number;
  readonly generation: number;
}

/** What a replica says of itself at one moment. */
export interface Look {
  readonly link: Link;
  readonly basis: Basis;
  /** In the order of `seq`. */
  readonly pending: readonly Pending[];
}

/**
 * A device's copy of a workspace, as following a server needs it. In the product it is the store of the window; in a
 * simulation it is memory. Every method sees one moment; `commit` refuses when anything was written since `basis`.
 */
export interface Replica {
  readonly registry: Registry;
  /** The view: what the person sees. */
  readonly reader: Reader;
  look(): Promise<Look>;
  /**
   * As the server had them when last heard; `null` where a record exists only by pending commands, or not at all.
   */
  confirmed(ids: readonly string[]): Promise<ReadonlyMap<string, RecordOf | null>>;
  /** How many records there are. */
  size(): Promise<number>;
  /** Somebody as a reader has them: what the server has said may have changed what they may do. */
  actor(personId: string, through: Reader): Promise<Actor | undefined>;
  /**
   * Writes a change whole. The prediction of a command that is pending no longer (its `seq` is not above `link.done`) leaves
   * the histories; its effect on records is taken back by `view` and `confirmed`.
   */
  commit(basis: Basis, change: ReplicaChange): Promise<'written' | 'behind'>;
  /** Only the link, e.g. after an answer. `done` never moves by it while following. */
  relink(basis: Basis, link: Link, attention?: readonly Attention[]): Promise<'written' | 'behind'>;
  /** Which of these pages are here, from before or from a load that was interrupted. */
  heldPages(digests: readonly string[]): Promise<ReadonlySet<string>>;
  /** Keeps a page that was fetched; nobody reads it before `load` names it. */
  keepPage(page: Manifest['pages'][number], bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * Puts the pages of a manifest, all of which are held, in the place of all confirmed records, and its numbers in that of all
   * numbers; histories begin anew. Pending commands stay, with no effect on the view until the caller predicts them again;
   * attention items stay.
   */
  load(manifest: Manifest, link: Link): Promise<void>;
}
