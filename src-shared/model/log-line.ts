import type { Digest } from '../kernel/digest.ts';
import type { Id } from '../kernel/id.ts';
import type { Json } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Command, RecordEvent } from './record.ts';

interface Arrival {
  /** The command that a client or the system gave; reactions stand under the one that set them off. */
  readonly command: Id;
  /** Null for what the server's own system actor gave. */
  readonly device: string | null;
  /** When it came to the server. `event.at` is when its author says that it happened. */
  readonly arrivedAt: string;
  /** By how many milliseconds the author's clock was ahead of the server's, where that was too much to be believed. */
  readonly ahead?: number;
}

/** Something happened to a record. Values of personal and secret fields are sealed: see `seal.ts`. */
export interface HappenedLine extends Arrival {
  readonly type: 'event';
  readonly event: RecordEvent;
}

/** Somebody wished for something and it was refused: that too is part of what happened. Sealed likewise. */
export interface RefusedLine extends Arrival {
  readonly type: 'refused';
  readonly by: string;
  readonly kind: string;
  readonly wish: Pick<Command, 'id' | 'name' | 'recordId' | 'input' | 'at' | 'baseVersion' | 'seen'>;
  readonly refusal: Refusal;
}

/** What a line of a tenant's log says. Its bytes are its canonical JSON, and the chain is over their digests. */
export type LogBody = HappenedLine | RefusedLine;

/** A sealed value beside the log: deleting it erases the value and leaves the chain whole. */
export interface SealedValue {
  readonly salt: string;
  readonly value: Json;
}
export type SealedValues = { readonly [digest: Digest]: SealedValue };
