import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Actor, Draft } from '#shared/model/record.ts';
import { stagedReader } from '#shared/model/staged-reader.ts';
import { chunkReader } from './chunk-reader.ts';
import { commitRows, type Committed } from './commit.ts';
import { commitPages, packDecision } from './commit-pages.ts';
import type { LogEntry } from './database.ts';
import type { Stretch } from './log-entries.ts';
import { decideOne, type Decision, numbersOf } from './decision.ts';
import { type RecordingReader, recordingReader } from './reads.ts';
import { slices } from './slices.ts';
import { befores } from './sync/befores.ts';
import { isOfTheDisk, troubleOf } from './trouble.ts';
import type { BulkProgress, BulkReport } from './workspace.ts';
import { NOT_SIGNED_IN, type WhoActs, type WriterTools } from './writer.ts';

export interface BulkOutcome extends BulkReport {
  readonly stretches: readonly Stretch[];
  /** Set when the disk said no: what stands before it stands. */
  readonly trouble: Refusal | null;
}

export interface Bulk {
  run(
    drafts: readonly Draft[],
    who: WhoActs,
    options?: { onProgress?: (progress: BulkProgress) => void; signal?: AbortSignal },
  ): Promise<BulkOutcome>;
  /** Writes what was decided already, elsewhere or before. */
  take(decision: Decision): Promise<Committed>;
}

const CHUNK = 1_000;
/** From so many records on they are written as pages. */
const AS_PAGES = 300;

type Verdict = { readonly entry: Omit<LogEntry, 'seq'> } | { readonly refusal: Refusal };
interface Chunk {
  readonly decision: Decision;
  readonly verdicts: readonly Verdict[];
  readonly recording: RecordingReader;
}

/** Many independent commands: decided in memory, a thousand at a time, and each thousand written whole or not at all. */
export function openBulk(tools: WriterTools): Bulk {
  const { database, registry, reader, ledger, clock, newId, now, inTurn, onTrouble, shadows } = tools;

  async function decideChunk(drafts: readonly Draft[], who: WhoActs, slice: () => Promise<void>): Promise<Chunk> {
    const recording = recordingReader(reader, (id) => registry.byId(id)?.kind);
    const actor: Actor | undefined = await who(recording);
    const staged = stagedReader(await chunkReader(recording.reader, drafts), registry);
    const verdicts: Verdict[] = [];
    const at = new Date(now()).toISOString();
    for (const draft of drafts) {
      const decided = actor
        ? await decideOne({ draft, actor, at }, staged, { registry, newId, clock, isFollowing: ledger.link.link !== null })
        : ({ ok: false, error: NOT_SIGNED_IN } as const);
      verdicts.push(decided.ok ? { entry: decided.value } : { refusal: decided.error });
      await slice();
    }
    const entries = verdicts.flatMap((verdict) => ('entry' in verdict && verdict.entry.events.length > 0 ? [verdict.entry] : []));
    const decision: Decision = {
      commands: entries.map((entry) => entry.command),
      entries,
      records: [...staged.records.values()],
      numbers: numbersOf(staged, registry),
    };
    return { decision, verdicts, recording };
  }

  async function commit(decision: Decision): Promise<Committed> {
    const basis = ledger.counters;
    if (decision.entries.length === 0) return { outcome: 'written', counters: ledger.counters, entries: [] };
    const before = ledger.link.link ? await befores(decision.records, reader) : undefined;
    const request = { decision, basis, before, savedAt: new Date(now()).toISOString(), clock: clock.tick() };
    const keepApart = () => before && shadows.change({ put: before, drop: [] });
    if (decision.records.length < AS_PAGES) {
      const committed = await commitRows(database, request);
      if (committed.outcome === 'written') keepApart();
      if (committed.outcome === 'written')
        ledger.wrote(
          committed.counters,
          decision.records,
          committed.entries.flatMap((entry) => entry.events),
        );
      return committed;
    }
    const packed = await packDecision(request);
    const committed = await commitPages(database, { ...request, packed });
    if (committed.outcome === 'written') keepApart();
    if (committed.outcome === 'written')
      await ledger.moved(
        committed.counters,
        decision.records.map((record) => record.id),
        packed.records,
      );
    return committed;
  }

  /** Decides and writes one chunk, again when another window has changed what it looked at. */
  async function runChunk(drafts: readonly Draft[], who: WhoActs, slice: () => Promise<void>) {
    for (;;) {
      const chunk = await decideChunk(drafts, who, slice);
      for (;;) {
        const committed = await commit(chunk.decision);
        if (committed.outcome !== 'behind') return { chunk, committed };
        if (chunk.recording.isTouchedBy(await ledger.catchUp())) break;
      }
    }
  }

  return {
    take: (decision) => inTurn(() => commit(decision)),
    async run(drafts, who, { onProgress, signal } = {}) {
      const slice = slices();
      const refused: BulkReport['refused'][number][] = [];
      const stretches: Stretch[] = [];
      let accepted = 0;
      let unchanged = 0;
      let trouble: Refusal | null = null;
      for (let start = 0; start < drafts.length; start += CHUNK) {
        if (signal?.aborted) break;
        const some = drafts.slice(start, start + CHUNK);
        const { chunk, committed } = await inTurn(() => runChunk(some, who, slice).catch(failed));
        if (committed.outcome === 'failed') {
          trouble = committed.refusal;
          onTrouble(trouble);
          for (let index = start; index < drafts.length; index++) refused.push({ index, refusal: trouble });
          break;
        }
        onTrouble(null);
        for (const [i, verdict] of chunk.verdicts.entries()) {
          if ('refusal' in verdict) refused.push({ index: start + i, refusal: verdict.refusal });
          else if (verdict.entry.events.length === 0) unchanged++;
          else accepted++;
        }
        const [first, last] = committed.outcome === 'written' ? [committed.entries[0], committed.entries.at(-1)] : [];
        if (first && last) stretches.push({ from: first.seq, to: last.seq });
        onProgress?.({ done: Math.min(start + CHUNK, drafts.length), total: drafts.length });
        await slice();
      }
      return { accepted, unchanged, refused, canceled: signal?.aborted ?? false, stretches, trouble };
    },
  };
}

/** A read that the disk refused ends a bulk as a write does. */
function failed(error: unknown): { chunk: { verdicts: readonly Verdict[] }; committed: Committed } {
  if (!isOfTheDisk(error)) throw error;
  return { chunk: { verdicts: [] }, committed: { outcome: 'failed', refusal: troubleOf(error) } };
}
