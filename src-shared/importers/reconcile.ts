import { sameJson } from '../kernel/difference.ts';
import type { Id } from '../kernel/id.ts';
import type { JsonObject } from '../kernel/json.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { isEmpty } from '../model/field.ts';
import type { Draft, RecordOf } from '../model/record.ts';
import { rememberingReader } from '../model/remembering-reader.ts';
import { textIn } from '../model/values.ts';
import { baseOf, type Comparison, compare, differing } from './compare.ts';
import { identify, inOrder, type Known } from './identify.ts';
import { type LinkIndex, linkIndex } from './link-index.ts';
import {
  countRows,
  type ImportAround,
  type ImportPlan,
  type ImportProgress,
  type Incoming,
  type PlannedRow,
  type RowProblem,
} from './plan.ts';
import { rehearse } from './rehearse.ts';
import { linksOf, type Resolved, resolveLinks } from './resolve-links.ts';

const CHUNK = 200;

/**
 * Compares what a source has with what is here, for any kinds at once, and says what each record would do. Every draft is rehearsed
 * through `decide`, so the dry run refuses what applying would refuse, in the same words.
 */
export async function* reconcile(
  incoming: readonly Incoming[],
  source: string,
  surroundings: ImportAround,
): AsyncGenerator<ImportProgress, Result<ImportPlan, Refusal>> {
  const around = { ...surroundings, reader: rememberingReader(surroundings.reader) };
  const known = await identify(incoming, around);
  yield { phase: 'comparing', done: 0, total: known.length };
  const index = await linkIndex(kindsNamed(incoming, around), known, source, around);
  const order = inOrder(known, (one) => linksOf(one.incoming).flatMap((link) => found(one, link, index, around)));
  const run: Run = {
    around,
    index,
    planned: new Map(),
    isNew: new Set(known.filter((one) => one.isNew).map(({ id }) => id)),
    findings: [],
  };
  for (let start = 0; start < order.length; start += CHUNK) {
    if (around.signal?.aborted) return err(refusal('import.canceled', 'The import was stopped. Nothing was changed.'));
    const chunk = order.slice(start, start + CHUNK);
    const here = new Map(
      (await around.reader.many(chunk.filter((one) => !one.isNew).map(({ id }) => id))).map((record) => [record.id, record]),
    );
    for (const one of chunk) run.planned.set(one.id, keepFirst(run, one, await planRow(one, here.get(one.id), run)));
    yield { phase: 'comparing', done: Math.min(start + CHUNK, order.length), total: order.length };
  }
  const rows = [...run.planned.values()].flat().toSorted((a, b) => a.row - b.row || a.order - b.order);
  return ok({ rows, counts: countRows(rows), findings: run.findings, warnings: [], facts: {} });
}

interface Run {
  readonly around: ImportAround;
  readonly index: LinkIndex;
  /** What has been planned, by record. A record that several rows claim has several. */
  readonly planned: Map<string, PlannedRow[]>;
  readonly isNew: ReadonlySet<string>;
  readonly findings: RowProblem[];
}

const keepFirst = (run: Run, one: Known, row: PlannedRow): PlannedRow[] => [...(run.planned.get(one.id) ?? []), row];

function kindsNamed(incoming: readonly Incoming[], { registry }: ImportAround): Set<string> {
  const kinds = new Set<string>();
  for (const one of incoming)
    for (const { field } of linksOf(one)) {
      const kind = registry.of(one.kind).fields[field]?.refKind;
      if (kind !== undefined) kinds.add(kind);
    }
  return kinds;
}

function found(one: Known, link: Incoming['links'][number], index: LinkIndex, { registry }: ImportAround): string[] {
  const kind = registry.of(one.incoming.kind).fields[link.field]?.refKind ?? '';
  return link.names.flatMap((name) => index.find(kind, link.by, name)).filter((id) => id !== one.id);
}

async function planRow(one: Known, record: RecordOf | undefined, run: Run): Promise<PlannedRow> {
  const { incoming, id } = one;
  const definition = run.around.registry.of(incoming.kind);
  const resolved = resolveLinks(incoming.links, incoming, record, {
    definition,
    index: run.index,
    fateOf: (target) => (target === id || !run.isNew.has(target) ? 'here' : (run.planned.get(target)?.[0]?.status ?? 'later')),
  });
  const problems = [...incoming.problems, ...one.faults, ...resolved.problems];
  const fields = { ...incoming.fields, ...resolved.fields };
  const make = rowMaker(one, definition, fields, run);
  if (problems.length > 0) return make({ status: 'refused', problems });
  run.findings.push(...resolved.findings);
  if (!record) return planNew(one, definition, fields, resolved, run);
  return planKnown({ one, definition, record, fields, later: resolved.later, run });
}

type Parts = Partial<PlannedRow> & Pick<PlannedRow, 'status'>;

function rowMaker({ incoming, id }: Known, definition: AnyRecordDefinition, fields: JsonObject, run: Run): (parts: Parts) => PlannedRow {
  return (parts) => ({
    row: incoming.row,
    ...(incoming.file === undefined ? {} : { file: incoming.file }),
    kind: incoming.kind,
    label: textIn(fields[definition.label]) || (incoming.number ?? incoming.externalId ?? ''),
    recordId: id,
    differences: [],
    problems: [],
    drafts: [],
    after: [],
    order: run.planned.size,
    ...parts,
  });
}

async function planNew(one: Known, definition: AnyRecordDefinition, fields: JsonObject, resolved: Resolved, run: Run): Promise<PlannedRow> {
  const make = rowMaker(one, definition, fields, run);
  const { incoming } = one;
  const identity = {
    ...(incoming.externalId === null ? {} : { externalId: incoming.externalId }),
    ...(incoming.number === null ? {} : { number: incoming.number }),
  };
  const steps = stagesOf(one, definition, without(fields, resolved.later), run);
  const drafts = steps.map((step, i) => importDraft(definition, one.id, i === 0 ? { ...identity, ...step } : step));
  const problems = await rehearse(drafts, undefined, incoming, definition, run.around);
  if (problems.length > 0) return make({ status: 'refused', problems });
  return make({ status: 'new', drafts, after: afterwards(definition, one.id, resolved.later) });
}

interface Meeting {
  readonly one: Known;
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly fields: JsonObject;
  readonly later: JsonObject;
  readonly run: Run;
}

async function planKnown(meeting: Meeting): Promise<PlannedRow> {
  const { one, definition, record, fields, later, run } = meeting;
  const { incoming } = one;
  const make = rowMaker(one, definition, fields, run);
  const sameState = incoming.state === undefined || incoming.state === record.state;
  if (sameState && differing(definition, record, fields).length === 0) return make({ status: 'unchanged' });
  if (record.archivedAt !== null) {
    const reason = `is archived here; restore the ${definition.wording.one.toLowerCase()} first`;
    return make({ status: 'refused', problems: [{ row: incoming.row, field: 'Record', code: 'record.archived', reason }] });
  }
  const base = baseOf(await run.around.reader.history(record.id), record.kind, incoming.version);
  const compared = compare(definition, record, { fields, state: incoming.state }, base);
  if (compared.differences.length === 0) return make({ status: 'unchanged' });
  const steps = newStages(incoming, compared, base?.importedAt, meeting);
  const drafts = steps.map((step) => changeDraft(definition, record, step));
  const isConflict = compared.differences.some(({ conflict }) => conflict);
  const wanted = { ...compared.take, ...compared.conflicts };
  const state = compared.takeState ?? compared.conflictState;
  const draftsOfFile = isConflict ? [changeDraft(definition, record, { fields: wanted, ...(state === undefined ? {} : { state }) })] : [];
  const problems = await rehearse(isConflict ? draftsOfFile : drafts, record, incoming, definition, run.around);
  const { differences } = compared;
  if (problems.length > 0) return make({ status: 'refused', problems, differences });
  const after = afterwards(definition, one.id, later);
  return make(
    isConflict ? { status: 'conflict', differences, drafts, draftsOfFile, after } : { status: 'changed', differences, drafts, after },
  );
}

interface Step {
  readonly fields: JsonObject;
  readonly state?: string;
  readonly at?: string;
}

const importDraft = (definition: AnyRecordDefinition, recordId: Id, { fields, ...rest }: Step): Draft => ({
  name: `${definition.plural}.import`,
  recordId,
  input: { fields, ...rest },
});

/** A record of this side is edited by the file like by a person, with all that follows from an edit; one of the other side is imported. */
function changeDraft(definition: AnyRecordDefinition, record: RecordOf, step: Step): Draft {
  const isTheirs = record.externalId !== null && (record.state === null || (definition.imports?.states.includes(record.state) ?? true));
  const draft = importDraft(definition, record.id, step);
  const edit = { ...draft, name: `${definition.plural}.edit`, input: { fields: step.fields } };
  return { ...(isTheirs || step.state !== undefined ? draft : edit), baseVersion: record.version };
}

const afterwards = (definition: AnyRecordDefinition, recordId: Id, later: JsonObject): Draft[] =>
  Object.keys(later).length === 0 ? [] : [importDraft(definition, recordId, { fields: later })];

const without = (fields: JsonObject, later: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => !Object.hasOwn(later, name) && !isEmpty(value)));

/** The steps that make a new record: one, or its whole history, each step with what it changed. */
function stagesOf({ incoming }: Known, definition: AnyRecordDefinition, fields: JsonObject, run: Run): Step[] {
  const end: Step = {
    fields,
    ...(incoming.state === undefined ? {} : { state: incoming.state }),
    ...(incoming.at === undefined ? {} : { at: incoming.at }),
  };
  if (!incoming.stages || incoming.stages.length < 2) return [end];
  const whole = incoming.stages.map(({ at, state, ...stage }) => ({
    at,
    ...(state === undefined ? {} : { state }),
    fields: {
      ...stage.fields,
      ...resolveLinks(stage.links, incoming, undefined, { definition, index: run.index, fateOf: () => 'here' }).fields,
    },
  }));
  return whole.flatMap((step, i): Step[] => {
    const before = whole[i - 1];
    if (!before) return [{ ...step, fields: without(step.fields, {}) }];
    const changed = Object.fromEntries(
      Object.entries(step.fields).filter(([name, value]) => !sameJson(before.fields[name] ?? null, value)),
    );
    const moved = step.state !== before.state;
    return Object.keys(changed).length === 0 && !moved
      ? []
      : [{ fields: changed, at: step.at, ...(moved && step.state !== undefined ? { state: step.state } : {}) }];
  });
}

/** For a record that is here: what has happened in the source since the last import, or just the difference. */
function newStages(
  incoming: Incoming,
  { take, takeState }: Comparison,
  importedAt: string | undefined,
  { definition, run }: Meeting,
): Step[] {
  const last: Step = {
    fields: take,
    ...(takeState === undefined ? {} : { state: takeState }),
    ...(incoming.at === undefined ? {} : { at: incoming.at }),
  };
  const since = (incoming.stages ?? []).filter(({ at }) => importedAt !== undefined && at > importedAt);
  if (since.length < 2 || takeState === undefined) return [last];
  const moves = since.slice(0, -1).flatMap(({ at, state, fields, links }): Step[] => {
    const resolved = resolveLinks(links, incoming, undefined, { definition, index: run.index, fateOf: () => 'here' }).fields;
    const taken = Object.entries({ ...fields, ...resolved }).filter(([name]) => Object.hasOwn(take, name));
    return [{ fields: Object.fromEntries(taken), at, ...(state === undefined ? {} : { state }) }];
  });
  return [...moves, last];
}
