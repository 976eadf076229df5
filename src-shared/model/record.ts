import type { HybridTime } from '../kernel/hybrid-clock.ts';
import type { Id } from '../kernel/id.ts';
import type { Json, JsonObject } from '../kernel/json.ts';

/** A governed thing as it stands: the fold of its events. `version` counts them. Times are ISO instants in UTC. */
export interface RecordOf<F = JsonObject> {
  readonly id: Id;
  readonly kind: string;
  /** The number people say, e.g. `CHG-2417`; null for kinds without one. */
  readonly number: string | null;
  /** Nested states are joined by a dot: `inStock.reserved`. Null for kinds without a lifecycle. */
  readonly state: string | null;
  readonly lifecycleVersion: number | null;
  readonly version: number;
  readonly archivedAt: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** `source:id` of the record where it was imported from; makes imports repeatable. */
  readonly externalId: string | null;
  /** When the fields were set; `stamps` has those that were changed after creation. The later time wins per field. */
  readonly stamp: HybridTime;
  readonly stamps: { readonly [field: string]: HybridTime };
  readonly fields: F;
}

/**
 * A wish to change one record. Made once by a client; deciding it twice changes nothing. Who wishes is not in it:
 * the actor comes from the session.
 */
export interface Command {
  readonly id: Id;
  /** `<plural>.<verb>`, e.g. `changes.submit`. */
  readonly name: string;
  readonly recordId: Id;
  readonly input: JsonObject;
  readonly at: string;
  readonly time: HybridTime;
  /** The version and the content digest that the person had in view. */
  readonly baseVersion?: number;
  /** What an edit replaces, as it was in view: per field its value and when that was set. */
  readonly saw?: { readonly [field: string]: Sighting };
  readonly seen?: string;
  /** The command that this one undoes. */
  readonly undoes?: Id;
  /** The event that made the system give this command. */
  readonly causedBy?: Id;
}

/** A field as somebody had it in view. */
export interface Sighting {
  readonly value: Json;
  readonly time: HybridTime;
}

/** Two people set one field without seeing each other's value. The later time won; the other value is kept here. */
export interface FieldConflict {
  readonly field: string;
  /** What both began from, as the later decided one saw it. */
  readonly base: Json;
  /** What this event's author gave, and what stood there by then. */
  readonly given: Json;
  readonly other: Json;
  readonly otherTime: HybridTime;
  /** Which of them the record has now. */
  readonly kept: 'given' | 'other';
}

/** A command before it has an id and a time. */
export type Draft = Pick<Command, 'name' | 'recordId' | 'input' | 'baseVersion' | 'seen' | 'undoes'>;

/** What happened to one record. Events are effects: they carry the patch, so that applying them decides nothing. */
export interface RecordEvent {
  readonly id: Id;
  /** `<kind>.<past tense>`, e.g. `change.submitted`. */
  readonly type: string;
  readonly v: number;
  readonly recordId: Id;
  readonly kind: string;
  readonly commandId: Id;
  /** The record's version after this event. */
  readonly version: number;
  readonly at: string;
  readonly time: HybridTime;
  /** Who did it, and for whom if it was done by delegation. */
  readonly by: string;
  readonly onBehalfOf?: string;
  /** Fields that were set, and what they held before. */
  readonly patch: JsonObject;
  readonly was?: JsonObject;
  readonly state?: string;
  readonly from?: string;
  readonly set?: Partial<Pick<RecordOf, 'number' | 'externalId' | 'archivedAt' | 'lifecycleVersion'>>;
  /** Fields that were edited at two places at once. */
  readonly conflicts?: readonly FieldConflict[];
  /** What was said with it: reason, comment, outcome. */
  readonly data?: JsonObject;
  /** Digest of the content that was decided on. */
  readonly digest?: string;
  readonly undoes?: Id;
  readonly causedBy?: Id;
}

/** Who acts. Resolved by the host from its session; never part of a command. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  /** What the person's roles allow, e.g. `changes.manage`. */
  readonly grants: readonly string[];
  readonly roleIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly isSystem: boolean;
}

/** The actor of deadlines and reactions. It passes permission checks, never guards. */
export const SYSTEM: Actor = {
  personId: 'system',
  name: 'Countersign',
  grants: [],
  roleIds: [],
  teamIds: [],
  isSystem: true,
};
