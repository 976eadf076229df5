import { z } from 'zod';

/** Who may sit on a seat. `group` is a team; `ownerOf` names a system, and whoever owns it at the moment of deciding. */
export const seatSchema = z.strictObject({
  id: z.string().min(1).max(40),
  kind: z.enum(['person', 'role', 'group', 'ownerOf']),
  ref: z.string().min(1),
  /** How people call the seat: `Owner of Billing`. */
  label: z.string().min(1),
  /** The step is not done before this seat has approved, whatever the quorum says. */
  mandatory: z.boolean(),
});

/** How many seats of a step must approve; see `quorum.rules.ts` for the meaning of each. `value` counts for `count` and `percent`. */
export const quorumSchema = z.strictObject({
  kind: z.enum(['first', 'all', 'count', 'percent']),
  value: z.number(),
});

export const stepSchema = z.strictObject({
  name: z.string().min(1),
  /** Why this step is asked for, in a sentence. */
  because: z.string(),
  seats: z.array(seatSchema).min(1, 'must have at least one seat'),
  quorum: quorumSchema,
});

/** One seat's decision. `chain` runs from the one who holds the seat to the one who decided. */
export const voteSchema = z.strictObject({
  verdict: z.enum(['approve', 'reject', 'abstain']),
  by: z.string(),
  onBehalfOf: z.string().nullable(),
  chain: z.array(z.string()),
  step: z.int(),
  at: z.string(),
  comment: z.string().nullable(),
});

export const stepsSchema = z.array(stepSchema).min(1, 'must have at least one step');
/** By seat id: a seat that has a vote cannot get a second one. */
export const votesSchema = z.record(z.string(), voteSchema);

export type Seat = z.infer<typeof seatSchema>;
export type Quorum = z.infer<typeof quorumSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Vote = z.infer<typeof voteSchema>;
export type Verdict = Vote['verdict'];
export type Votes = z.infer<typeof votesSchema>;
