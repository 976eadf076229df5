import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';

/** What was decided, and by whom; stored whole or not at all. */
export interface Decided {
  readonly execution: Execution;
  readonly actorId: string;
}

/** Where a headless workspace keeps its data. `append` resolves once all of it is stored; a command that is there already changes nothing. */
export interface WorkspaceStore {
  readonly reader: Reader;
  append(decided: readonly Decided[]): Promise<void>;
  /** The latest time of any event, for the clock to go on from. */
  lastTime(): Promise<HybridTime | undefined>;
  setting(name: string): Promise<Json | undefined>;
  keep(name: string, value: Json): Promise<void>;
  close(): Promise<void>;
}
