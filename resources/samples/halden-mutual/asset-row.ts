import type { JsonObject } from '#shared/kernel/json.ts';

/** What was there when the workspace began: brought in from the old asset list by Dev, in the state that it had. */
export interface Existing {
  readonly name: string;
  readonly class: string;
  readonly model: string;
  readonly vendor: string;
  readonly cost: number;
  readonly location: string;
  /** Days ago; the warranty follows from it. */
  readonly bought: number;
  readonly years: number;
  readonly state: string;
  readonly owner?: string;
  readonly team?: string;
  readonly system?: string;
  readonly fields?: JsonObject;
}
