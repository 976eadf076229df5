import type { HybridClock } from '#shared/kernel/hybrid-clock.ts';
import type { NewId } from '#shared/kernel/id.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Draft } from '#shared/model/record.ts';
import { type Commit, commitRows } from './commit.ts';
import type { AttentionRow, LogEntry, WorkspaceDatabase } from './database.ts';
import { decideAll, type Decision } from './decision.ts';
import type { Ledger } from './ledger.ts';
import { type RecordingReader, recordingReader } from './reads.ts';
import { befores } from './sync/befores.ts';
import type { Shadows } from './sync/shadows.ts';
import { isOfTheDisk, troubleOf } from './trouble.ts';

/** Who gives a command. Asked anew for each attempt, so that a role taken away in another window counts. */
export type WhoActs = (through: RecordingReader) => Promise<Actor | undefined>;

/** What to give: drafts, or how to find them in what is there. The latter is asked anew for each attempt too. */
export type Wanted = readonly Draft[] | ((reader: Reader) => Promise<Result<readonly Draft[], Refusal>>);

export interface Written {
  readonly execution: Execution;
  readonly entries: readonly LogEntry[];
}

export interface WriterTools {
  readonly database: WorkspaceDatabase;
  readonly registry: Registry;
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly clock: HybridClock;
  readonly newId: NewId;
  readonly now: () => number;
  /** Runs one write of this window at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called with what failed, and with null after a write that worked. */
  readonly onTrouble: (trouble: Refusal | null) => void;
  readonly shadows: Shadows;
}

/** Decides and writes. What resolves `ok` is on the disk. */
export interface Writer {
  /** `settled` is an item that a person settles by it: both are written, or neither. */
  write(wanted: Wanted, who: WhoActs, settled?: AttentionRow): Promise<Result<Written, Refusal>>;
}

/** Other windows may write between deciding and committing; then it is decided again on what they wrote. */
const ATTEMPTS = 25;

export const NOT_SIGNED_IN = refusal('session.none', 'Nobody is signed in in this window.', [
  { code: 'session.none', message: 'A change needs somebody who makes it.', help: 'Sign in first.' },
]);

export function openWriter(tools: WriterTools): Writer {
  const { database, registry, reader, ledger, clock, newId, now, inTurn, onTrouble, shadows } = tools;

  async function decideNow(wanted: Wanted, who: WhoActs, recording: RecordingReader): Promise<Result<Decision, Refusal>> {
    const actor = await who(recording);
    if (!actor) return err(NOT_SIGNED_IN);
    const found = typeof wanted === 'function' ? await wanted(recording.reader) : ok(wanted);
    if (!found.ok) return found;
    const at = new Date(now()).toISOString();
    return decideAll(
      found.value.map((draft) => ({ draft, actor, at })),
      recording.reader,
      { registry, newId, clock, isFollowing: ledger.link.link !== null },
    );
  }

  async function attempt(wanted: Wanted, who: WhoActs, settled?: AttentionRow): Promise<Result<Written, Refusal>> {
    for (let tries = 0; tries < ATTEMPTS; tries++) {
      const recording = recordingReader(reader, (id) => registry.byId(id)?.kind);
      const decided = await decideNow(wanted, who, recording);
      if (!decided.ok) {
        // A 'no' counts only if it was said about the newest state.
        if (recording.isTouchedBy(await ledger.catchUp())) continue;
        return decided;
      }
      const decision = decided.value;
      if (decision.entries.length === 0) return ok(written(decision, []));
      const before = ledger.link.link ? await befores(decision.records, reader) : undefined;
      const committed = await commitWhileUntouched({ decision, before, settled }, recording);
      if (committed.outcome === 'behind') continue;
      if (committed.outcome === 'failed') {
        onTrouble(committed.refusal);
        return err(committed.refusal);
      }
      onTrouble(null);
      if (before) shadows.change({ put: before, drop: [] });
      ledger.wrote(
        committed.counters,
        decision.records,
        committed.entries.flatMap((entry) => entry.events),
      );
      return ok(written(decision, committed.entries));
    }
    return err(
      refusal('store.busy', 'Other windows change the same records all the time, so nothing was changed.', [
        { code: 'store.busy', message: 'It was tried several times.', help: 'Try again.' },
      ]),
    );
  }

  /** Commits on the newest state, as long as nothing that the decision looked at has changed. */
  async function commitWhileUntouched(what: Pick<Commit, 'decision' | 'before' | 'settled'>, recording: RecordingReader) {
    for (;;) {
      const committed = await commitRows(database, {
        ...what,
        basis: ledger.counters,
        savedAt: new Date(now()).toISOString(),
        clock: clock.tick(),
      });
      if (committed.outcome !== 'behind' || recording.isTouchedBy(await ledger.catchUp())) return committed;
    }
  }

  return {
    write: (wanted, who, settled) =>
      inTurn(async () => {
        try {
          return await attempt(wanted, who, settled);
        } catch (error) {
          if (!isOfTheDisk(error)) throw error;
          const trouble = troubleOf(error);
          onTrouble(trouble);
          return err(trouble);
        }
      }),
  };
}

function written({ commands, records, numbers }: Decision, entries: readonly LogEntry[]): Written {
  const [command] = commands;
  if (!command) throw new Error('A write without a command');
  return { entries, execution: { command, events: entries.flatMap((entry) => entry.events), records, numbers } };
}
