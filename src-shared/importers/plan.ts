import type { Id, NewId } from '../kernel/id.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Result } from '../kernel/result.ts';
import type { Registry } from '../model/capability.ts';
import type { Reader } from '../model/reader.ts';
import type { Actor, Draft } from '../model/record.ts';
import type { Lookup } from './mapping.schema.ts';

/** What is wrong with one value of one row: where it is in the file, and why it cannot be taken. */
export interface RowProblem {
  /** As the file counts, the header included; 0 where the source has no rows. */
  readonly row: number;
  /** Which file, where there are several. */
  readonly file?: string;
  /** The field's label, or the column's name where no field is meant. */
  readonly field: string;
  readonly code: string;
  readonly reason: string;
  /** The value as the file has it. */
  readonly value?: string;
}

/** A reference in the file's words. `refuse`: the row falls with it; `report`: the row stands without it. */
export interface Link {
  readonly field: string;
  readonly by: Lookup;
  readonly names: readonly string[];
  readonly missing: 'refuse' | 'report';
  /** The source names more than `names`, which could not be told: what the record has already stays. */
  readonly isPartial?: boolean;
}

/** What one moment of a record was, for sources that keep their history. */
export interface Stage {
  readonly at: string;
  readonly fields: JsonObject;
  readonly links: readonly Link[];
  readonly state?: string;
}

/** One record as a source has it, before it is compared with what is here. Empty fields are `null`. */
export interface Incoming {
  readonly row: number;
  readonly file?: string;
  readonly kind: string;
  readonly externalId: string | null;
  readonly number: string | null;
  /** The record's own id and version, when the file was exported here. */
  readonly id?: string;
  readonly version?: number;
  readonly fields: JsonObject;
  readonly links: readonly Link[];
  /** A state's id or label. */
  readonly state?: string;
  readonly at?: string;
  /** Everything that led to `fields`, oldest first; the last one is `fields` itself. */
  readonly stages?: readonly Stage[];
  readonly problems: readonly RowProblem[];
}

export type RowStatus = 'new' | 'changed' | 'unchanged' | 'conflict' | 'refused';

/** One field that the file has otherwise. */
export interface RowDifference {
  readonly field: string;
  readonly label: string;
  /** What is here, what the file says, and what both had when it was last imported or exported, where that is known. */
  readonly here: Json;
  readonly file: Json;
  readonly base?: Json;
  /** Both sides have changed it since. */
  readonly conflict: boolean;
}

export interface PlannedRow {
  readonly row: number;
  readonly file?: string;
  readonly kind: string;
  readonly status: RowStatus;
  /** What names the record to people. */
  readonly label: string;
  readonly recordId: Id;
  readonly differences: readonly RowDifference[];
  readonly problems: readonly RowProblem[];
  /** What brings the row in. For a row in conflict: what brings in the part that is not. */
  readonly drafts: readonly Draft[];
  /** For a row in conflict: what brings it in with the file's values. */
  readonly draftsOfFile?: readonly Draft[];
  /** Drafts that name records of later rows, for after those. */
  readonly after: readonly Draft[];
  /** Rows are applied in this order, so that what is named is there before what names it. */
  readonly order: number;
}

export type ImportCounts = { readonly [status in RowStatus]: number };

/** The dry run: what every row would do. Nothing is changed by making it. */
export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly counts: ImportCounts;
  /** What was left out without refusing a row, e.g. a reference that nothing resolves. */
  readonly findings: readonly RowProblem[];
  /** What a person should know before applying. */
  readonly warnings: readonly string[];
  /** What was counted in the source, e.g. its rows; each can be counted again in the file. */
  readonly facts: { readonly [what: string]: number };
}

export interface ImportProgress {
  readonly phase: 'reading' | 'comparing';
  readonly done: number;
  readonly total: number;
}

/** What planning needs from where it runs. */
export interface ImportAround {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly actor: Actor;
  /** ISO instant. */
  readonly now: string;
  readonly newId: NewId;
  /** Set `aborted` to stop between two chunks; an AbortSignal is one. */
  readonly signal?: { readonly aborted: boolean };
}

export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface SourceOptions {
  /** The zone of times that name none. */
  readonly zone: string;
}

/** Knows one other product's export as a whole: several kinds at once, with their relations. */
export interface SourceImporter {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly extensions: readonly string[];
  /** Whether several files, or a folder, are read together. */
  readonly takesMany: boolean;
  plan(
    files: readonly SourceFile[],
    options: SourceOptions,
    around: ImportAround,
  ): AsyncGenerator<ImportProgress, Result<ImportPlan, Refusal>>;
}

/** What happens to rows in conflict: they wait, keep what is here, or take what the file says. */
export type ConflictChoice = 'skip' | 'here' | 'file';

/** The commands that apply a plan, in the order in which they must be given. */
export function draftsOf(plan: ImportPlan, choice: ConflictChoice | ((row: PlannedRow) => ConflictChoice) = 'skip'): Draft[] {
  const choose = typeof choice === 'function' ? choice : () => choice;
  const inOrder = plan.rows.toSorted((a, b) => a.order - b.order);
  const first = inOrder.flatMap((row) => {
    if (row.status !== 'conflict') return row.drafts;
    const chosen = choose(row);
    return chosen === 'file' ? (row.draftsOfFile ?? []) : chosen === 'here' ? row.drafts : [];
  });
  return [...first, ...inOrder.flatMap((row) => (row.status === 'refused' ? [] : row.after))];
}

export function countRows(rows: readonly Pick<PlannedRow, 'status'>[]): ImportCounts {
  const counts = { new: 0, changed: 0, unchanged: 0, conflict: 0, refused: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}

/** Runs a plan's steps to their end. Between two steps the caller may let others run. */
export async function finish<T>(
  steps: AsyncGenerator<ImportProgress, T>,
  onProgress: (progress: ImportProgress) => Promise<void> | void = () => undefined,
): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    await onProgress(step.value);
  }
}
