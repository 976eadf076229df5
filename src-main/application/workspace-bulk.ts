import type { Json } from '#shared/kernel/json.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { isJsonObject } from '#shared/kernel/json.ts';
import { execute, type Surroundings } from '#shared/model/execute.ts';
import { refsIn } from '#shared/model/fields.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Actor, Command, Draft } from '#shared/model/record.ts';
import { rememberingReader } from '#shared/model/remembering-reader.ts';
import { stagedReader } from '#shared/model/staged-reader.ts';
import type { Decided, WorkspaceStore } from './workspace-store.ts';

export interface BulkOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** Set `aborted` to stop after the current chunk. */
  readonly signal?: { readonly aborted: boolean };
}

/** What became of many commands. What was accepted is stored; what was refused is here, by its place in the list that was given. */
export interface BulkReport {
  readonly accepted: number;
  /** Commands that led to no event, because the record was so already. */
  readonly unchanged: number;
  readonly refused: readonly { readonly index: number; readonly refusal: Refusal }[];
  readonly wasStopped: boolean;
}
export type Bulk = (drafts: readonly Draft[], actor: Actor, options?: BulkOptions) => Promise<BulkReport>;

interface BulkPorts {
  readonly store: WorkspaceStore;
  readonly around: Surroundings;
  readonly commandOf: (draft: Draft) => Command;
  readonly isStorable: (value: Json) => boolean;
}

const CHUNK = 100;

/**
 * Decides commands one after the other, each seeing what the ones before it did, and stores them a chunk at a time. What a chunk names is
 * read at once, so that a command does not cost a trip to the database for each of its records.
 */
export async function runBulk(
  drafts: readonly Draft[],
  actor: Actor,
  { store, around, commandOf, isStorable }: BulkPorts,
  { onProgress, signal }: BulkOptions = {},
): Promise<BulkReport> {
  const refused: { index: number; refusal: Refusal }[] = [];
  let accepted = 0;
  let unchanged = 0;
  for (let start = 0; start < drafts.length; start += CHUNK) {
    if (signal?.aborted) return { accepted, unchanged, refused, wasStopped: true };
    const chunk = drafts.slice(start, start + CHUNK);
    const staged = stagedReader(await prefetched(chunk, around), around.registry);
    const decided: Decided[] = [];
    for (const [i, draft] of chunk.entries()) {
      const done = isStorable(draft.input)
        ? await execute(commandOf(draft), actor, { ...around, reader: staged })
        : { ok: false as const, error: refusal('input.text', 'A text holds characters that cannot be stored.') };
      if (!done.ok) {
        refused.push({ index: start + i, refusal: done.error });
        continue;
      }
      if (done.value.events.length === 0) {
        unchanged++;
        continue;
      }
      accepted++;
      decided.push({ execution: done.value, actorId: actor.personId });
      const records = new Map(done.value.records.map((record) => [record.id, record]));
      for (const event of done.value.events) {
        const record = records.get(event.recordId);
        if (record) staged.put(record, event);
      }
      for (const [kind, last] of done.value.numbers) await staged.keepNumber(kind, last);
    }
    await store.append(decided);
    onProgress?.(Math.min(start + CHUNK, drafts.length), drafts.length);
  }
  return { accepted, unchanged, refused, wasStopped: false };
}

/** A reader that has the chunk's records in hand, and asks for anything else once. */
async function prefetched(chunk: readonly Draft[], { registry, reader }: Surroundings): Promise<Reader> {
  const ids = new Set<string>();
  for (const { recordId, input } of chunk) {
    ids.add(recordId);
    const definition = registry.byId(recordId);
    const fields = input['fields'];
    if (definition && isJsonObject(fields)) for (const { id } of refsIn(definition, fields)) ids.add(id);
  }
  const remembering = rememberingReader(reader);
  await remembering.many([...ids]);
  return remembering;
}
