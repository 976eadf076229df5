import type { Id, NewId } from '#shared/kernel/id.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft } from '#shared/model/record.ts';

/**
 * One thing that somebody did in a sample workspace. Where what they did depends on what the system made of earlier
 * acts (the request that waits for them, the step that a template brought), the draft is found when its turn comes.
 */
export interface Act {
  /** A person's id, or `system`. */
  readonly by: Id | 'system';
  readonly at: string;
  readonly wish: Draft | ((reader: Reader) => Promise<Draft>);
}

export interface SampleScript {
  /** In the order of their times. */
  readonly acts: readonly Act[];
  /** Who the sample is first opened as, and everyone who can sign in. */
  readonly opensAs: Id;
  readonly people: readonly { readonly id: Id; readonly name: string }[];
  /** Numbers go on from here: an organization does not begin with CHG-1. */
  readonly numbersFrom: { readonly [kind: string]: number };
}

/** A sample workspace: an organization whose whole history is told by commands, with times that lie relative to now. */
export interface Sample {
  readonly name: string;
  readonly script: (now: string, newId: NewId) => SampleScript;
}
