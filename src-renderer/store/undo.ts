import { refusal, type Refusal, type Unmet } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Draft, RecordEvent } from '#shared/model/record.ts';
import { undoOf } from '#shared/model/undo.ts';
import type { Bulk, BulkOutcome } from './bulk.ts';
import type { LogEntry, WorkspaceDatabase } from './database.ts';
import { logEntries } from './log-entries.ts';
import { stepLabel, type UndoHistory, type UndoStep } from './undo-history.ts';
import type { WhoActs, Writer, Written } from './writer.ts';

export interface UndoTools {
  readonly database: WorkspaceDatabase;
  readonly registry: Registry;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly bulk: Bulk;
  readonly history: UndoHistory;
  readonly actor: () => Actor | null;
  readonly who: WhoActs;
  /** A server is followed: what a command did is what the server says. */
  readonly isFollowing: () => boolean;
}

export interface Undoing {
  /** Takes note of what was done, if it can be taken back at all. */
  did(written: Written): Promise<void>;
  didBulk(label: string, outcome: BulkOutcome): void;
  back(direction: 'undo' | 'redo'): Promise<Result<Execution | null, Refusal>>;
}

/** Above so many commands a step is taken back in chunks, as it was done. */
const AT_ONCE = 500;
const REASONS = 20;

/** Undo and redo: a step is taken back by new commands, and taking those back does it again. */
export function undoing({ database, registry, reader, writer, bulk, history, actor, who, isFollowing }: UndoTools): Undoing {
  /** The commands that take a step back, newest first, or why they cannot. */
  async function inverseOf(step: UndoStep, through: Reader): Promise<Result<readonly Draft[], Refusal>> {
    const drafts: Draft[] = [];
    const unmet: Unmet[] = [];
    for (const stretch of step.stretches.toReversed()) {
      const chunks: Draft[][] = [];
      for await (const entries of logEntries(database, stretch)) {
        const given = entries.flatMap((entry) => entry.events);
        const events = isFollowing() ? await asHappened(given, reader) : given;
        const known = new Map(
          (await through.many([...new Set(events.map((event) => event.recordId))])).map((one) => [one.id as string, one]),
        );
        const inverse = await undoOf(events, registry, { ...through, get: async (id) => known.get(id) });
        if (inverse.ok) chunks.unshift([...inverse.value]);
        else unmet.push(...inverse.error.unmet);
      }
      drafts.push(...chunks.flat());
    }
    if (unmet.length === 0 && drafts.length === 0) unmet.push(NOT_DONE);
    if (unmet.length > 0)
      return err(refusal('undo.refused', `“${step.label}” cannot be undone.`, unmet.slice(0, REASONS), { reasons: unmet.length }));
    return ok(drafts);
  }

  async function takeBack(step: UndoStep): Promise<Result<{ step: UndoStep; execution: Execution | null }, Refusal>> {
    if (step.stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0) <= AT_ONCE) {
      const undone = await writer.write((through) => inverseOf(step, through), who);
      return undone.ok
        ? ok({ step: { label: step.label, stretches: stretchesOf(undone.value.entries) }, execution: undone.value.execution })
        : undone;
    }
    const drafts = await inverseOf(step, reader);
    if (!drafts.ok) return drafts;
    const outcome = await bulk.run(drafts.value, who);
    const [first] = outcome.refused;
    if (outcome.accepted === 0 && first) return err(first.refusal);
    return ok({ step: { label: step.label, stretches: outcome.stretches }, execution: null });
  }

  return {
    async did(written) {
      const acting = actor();
      if (!acting || written.entries.length === 0) return;
      const commands = written.entries.map((entry) => entry.command);
      const record = written.execution.records.find((one) => one.id === commands[0]?.recordId);
      if (!(await undoOf(written.execution.events, registry, reader)).ok) return;
      history.did(acting.personId, { label: stepLabel(registry, commands, record), stretches: stretchesOf(written.entries) });
    },
    didBulk(label, outcome) {
      const acting = actor();
      if (acting && outcome.stretches.length > 0) history.did(acting.personId, { label, stretches: outcome.stretches });
    },
    async back(direction) {
      const acting = actor();
      const step = acting && history.take(acting.personId, direction);
      if (!acting || !step) return ok(null);
      // What the rules refuse they would refuse again, so the step is gone; what the disk refuses may work later.
      const undone = await takeBack(step);
      if (!undone.ok) {
        if (undone.error.code.startsWith('store.')) history.put(acting.personId, direction, step);
        return undone;
      }
      history.put(acting.personId, direction === 'undo' ? 'redo' : 'undo', undone.value.step);
      return ok(undone.value.execution);
    },
  };
}

/** Events as they stand in the histories now. Those of a command that the server refused are in none. */
async function asHappened(given: readonly RecordEvent[], reader: Reader): Promise<RecordEvent[]> {
  const ids = [...new Set(given.map((event) => event.recordId))];
  const histories = await Promise.all(ids.map((id) => reader.history(id)));
  const happened = new Map(histories.flat().map((event) => [event.id, event]));
  return given.flatMap((event) => happened.get(event.id) ?? []);
}

const NOT_DONE: Unmet = { code: 'undo.notDone', message: 'The server has not accepted it.' };

const stretchesOf = (entries: readonly LogEntry[]) => {
  const [first, last] = [entries[0], entries.at(-1)];
  return first && last ? [{ from: first.seq, to: last.seq }] : [];
};
