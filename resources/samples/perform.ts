import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import type { NewId } from '#shared/kernel/id.ts';
import { type Refusal, refusalLines } from '#shared/kernel/refusal.ts';
import { actorFor } from '#shared/capabilities/identity/index.ts';
import type { Registry } from '#shared/model/capability.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import { execute, type Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Actor, type Draft, SYSTEM } from '#shared/model/record.ts';
import type { Act, SampleScript } from './act.ts';
import { sampleStage } from './stage.ts';

/** One act as it was decided: what a store takes over. */
export interface Performed {
  readonly actor: Actor;
  readonly execution: Execution;
}

export interface Performance {
  /** In order; folding their events gives the whole workspace. */
  readonly performed: readonly Performed[];
  readonly reader: Reader;
  /** Acts that were refused. A sample without mistakes has none; its test holds that. */
  readonly refused: readonly { readonly act: Act; readonly refusal: Refusal }[];
}

interface Surroundings {
  readonly registry: Registry;
  readonly newId: NewId;
  readonly now: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

const HOUR = 3_600_000;

/** Performs a script in memory: every act goes through the same decision as a person's own, deadlines come due in between. */
export async function perform(script: SampleScript, { registry, newId, now, onProgress }: Surroundings): Promise<Performance> {
  const stage = sampleStage(registry, script.numbersFrom);
  const performed: Performed[] = [];
  const refused: { act: Act; refusal: Refusal }[] = [];
  let time = Date.parse(script.acts[0]?.at ?? now);
  let lookedAt = time;
  const clock = hybridClock('sample', () => time);

  const give = async (draft: Draft, actor: Actor, act: Act) => {
    const command = { ...draft, id: newId('cmd'), at: act.at, time: clock.tick() };
    const result = await execute(command, actor, { registry, reader: stage.reader, tick: () => clock.tick() });
    if (!result.ok) {
      refused.push({ act, refusal: result.error });
      return;
    }
    stage.apply(result.value);
    performed.push({ actor, execution: result.value });
  };
  const passDeadlines = async (at: string) => {
    lookedAt = Date.parse(at);
    const heads = (await Promise.all(dueQueries(registry, at).map((query) => stage.reader.list(query)))).flat();
    for (const draft of dueCommands(registry, heads, at)) await give(draft, SYSTEM, { by: 'system', at, wish: draft });
  };

  for (const [done, act] of script.acts.entries()) {
    time = Date.parse(act.at);
    if (time - lookedAt >= HOUR) await passDeadlines(act.at);
    const actor = act.by === 'system' ? SYSTEM : await actorFor(stage.reader, act.by);
    if (!actor) throw new Error(`${act.by} acts at ${act.at} and is not there`);
    await give(typeof act.wish === 'function' ? await act.wish(stage.reader) : act.wish, actor, act);
    if (done % 50 === 0) onProgress?.({ done, total: script.acts.length });
  }
  time = Date.parse(now);
  await passDeadlines(now);
  onProgress?.({ done: script.acts.length, total: script.acts.length });
  return { performed, refused, reader: stage.reader };
}

/** What went wrong, for whoever writes a sample. */
export const refusedLines = ({ refused }: Pick<Performance, 'refused'>): string[] =>
  refused.map(({ act, refusal }) => `${act.at} ${refusalLines(refusal).join(' ')}`);
