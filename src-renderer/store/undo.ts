import { refusal, type Refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor } from '#shared/model/record.ts';
import { undoOf } from '#shared/model/undo.ts';
import { stepLabel, type UndoHistory, type UndoStep } from './undo-history.ts';
import type { WhoActs, Writer, Written } from './writer.ts';

export interface UndoTools {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly history: UndoHistory;
  readonly actor: () => Actor | null;
  readonly who: WhoActs;
}

export interface Undoing {
  /** Takes note of what was done, if it can be taken back at all. */
  did(written: Written): Promise<void>;
  back(direction: 'undo' | 'redo'): Promise<Result<Execution | null, Refusal>>;
}

/** Undo and redo: a step is taken back by new commands, and taking those back does it again. */
export function undoing({ registry, reader, writer, history, actor, who }: UndoTools): Undoing {
  const stepOf = (label: string, { entries }: Written): UndoStep => ({
    label,
    events: entries.flatMap((entry) => entry.events),
    from: entries[0]?.seq ?? 0,
    to: entries.at(-1)?.seq ?? 0,
  });

  return {
    async did(written) {
      const acting = actor();
      if (!acting || written.entries.length === 0) return;
      const { commands, record } = subject(written);
      const step = stepOf(stepLabel(registry, commands, record), written);
      if ((await undoOf(step.events ?? [], registry, reader)).ok) history.did(acting.personId, step);
    },
    async back(direction) {
      const acting = actor();
      const step = acting && history.take(acting.personId, direction);
      if (!acting || !step) return ok(null);
      const inverse = await undoOf(step.events ?? [], registry, reader);
      if (!inverse.ok) return inverse;
      const undone = await writer.write(inverse.value, who);
      if (!undone.ok) {
        // The disk may be full only now; what the rules refuse, they refuse again.
        if (undone.error.code.startsWith('store.')) history.put(acting.personId, direction, step);
        return err(undone.error.unmet.length > 0 ? undone.error : refusal('undo.refused', undone.error.message));
      }
      history.put(acting.personId, direction === 'undo' ? 'redo' : 'undo', stepOf(step.label, undone.value));
      return ok(undone.value.execution);
    },
  };
}

function subject({ entries, execution }: Written) {
  const commands = entries.map((entry) => entry.command);
  const record = execution.records.find((one) => one.id === commands[0]?.recordId);
  return { commands, record };
}
