import type { JsonObject } from '../kernel/json.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { err, type Result } from '../kernel/result.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import { converter, splitList } from './convert.ts';
import { type ColumnMapping, type Mapping, mappingFaults, targetLabel } from './mapping.schema.ts';
import type { ImportAround, ImportPlan, ImportProgress, Incoming, Link, RowProblem } from './plan.ts';
import { reconcile } from './reconcile.ts';
import { stateNamed } from './state-names.ts';
import { type Cell, cellText, type RawRow, type Table } from './table.ts';

const CHUNK = 1_000;

/**
 * The dry run of any table for any kind: what every row would make, change or be refused for. Nothing is changed; the plan's
 * drafts apply it. Works in chunks and yields between them, so that a caller can show progress, breathe or stop.
 */
export async function* planImport(
  table: Table,
  mapping: Mapping,
  around: ImportAround,
): AsyncGenerator<ImportProgress, Result<ImportPlan, Refusal>> {
  const definition = around.registry.has(mapping.kind) ? around.registry.of(mapping.kind) : undefined;
  if (!definition) return err(refusal('import.mapping', `There are no records of the kind “${mapping.kind}”.`));
  const faults = mappingFaults(mapping, definition, table.headers);
  if (faults.length > 0) return err(refusal('import.mapping', 'The columns are not mapped as they must be.', faults));
  const read = rowReader(table, mapping, definition);
  const incoming: Incoming[] = [];
  for (let start = 0; start < table.rows.length; start += CHUNK) {
    for (const row of table.rows.slice(start, start + CHUNK)) incoming.push(read(row));
    yield { phase: 'reading', done: incoming.length, total: table.rows.length };
  }
  const planned = yield* reconcile(incoming, mapping.source, around);
  if (!planned.ok || hasIdentity(mapping)) return planned;
  const warnings = ['Nothing in the file identifies a record. Importing it again would make every record again: map a column to its id.'];
  return { ...planned, value: { ...planned.value, warnings: [...planned.value.warnings, ...warnings] } };
}

const hasIdentity = ({ columns }: Mapping) => columns.some(({ to }) => to === '@externalId' || to === '@number' || to === '@id');

type ReadInto = (cell: Cell, row: RowDraft) => void;

interface RowDraft {
  fields: Record<string, JsonObject[string]>;
  links: Link[];
  problems: RowProblem[];
  row: number;
  externalId: string | null;
  number: string | null;
  id?: string;
  version?: number;
  state?: string;
}

/** One function for all rows, with the converters of its columns made once. */
function rowReader(table: Table, mapping: Mapping, definition: AnyRecordDefinition): (row: RawRow) => Incoming {
  const columns = mapping.columns.map((rule) => ({ index: table.headers.indexOf(rule.column), into: readerOf(rule, mapping, definition) }));
  const constants = Object.entries(mapping.constants ?? {}).map(([to, value]) => ({
    value,
    into: readerOf({ column: targetLabel(to, definition), to }, { ...mapping, empty: [] }, definition),
  }));
  return (raw) => {
    const row: RowDraft = { row: raw.row, fields: {}, links: [], problems: [], externalId: null, number: null };
    if (raw.malformed === undefined) {
      for (const { index, into } of columns) into(raw.cells[index] ?? null, row);
      for (const { value, into } of constants) into(value, row);
    } else row.problems.push({ row: raw.row, field: 'Row', code: 'import.malformed', reason: raw.malformed });
    return { ...row, kind: definition.kind };
  };
}

function readerOf(rule: ColumnMapping, mapping: Mapping, definition: AnyRecordDefinition): ReadInto {
  const { to } = rule;
  const field = definition.fields[to];
  const label = targetLabel(to, definition);
  const isNothing = (text: string) => text === '' || (mapping.empty ?? []).includes(text);
  const problem = (row: RowDraft, code: string, reason: string, text: string) =>
    row.problems.push({ row: row.row, field: label, code, reason, value: text.slice(0, 200) });

  if (to === '@state') {
    const named = stateNamed(definition, rule.values);
    return (cell, row) => {
      const text = cellText(cell);
      if (isNothing(text)) return;
      const state = named(text);
      if (state === undefined) problem(row, 'import.state', 'is not a state that is known here', text);
      else row.state = state;
    };
  }
  if (!field) return (cell, row) => takeSpecial(to, cellText(cell), isNothing(cellText(cell)), mapping.source, row);
  if (field.refKind !== undefined) {
    return (cell, row) => {
      const text = cellText(cell);
      const names = isNothing(text) ? [] : field.type === 'refs' ? splitList(text, rule.separator ?? ';') : [text];
      if (names.length === 0) row.fields[to] = field.type === 'refs' ? [] : null;
      else row.links.push({ field: to, by: rule.by ?? 'auto', names, missing: 'refuse' });
    };
  }
  const convert = converter(field, rule, mapping);
  return (cell, row) => {
    const value = convert(cell);
    if (value.ok) row.fields[to] = value.value;
    else problem(row, value.error.code, value.error.reason, cellText(cell));
  };
}

function takeSpecial(to: string, text: string, isNothing: boolean, source: string, into: RowDraft): void {
  const row = into;
  if (to === '@externalId') {
    if (isNothing)
      row.problems.push({
        row: row.row,
        field: 'External id',
        code: 'import.noExternalId',
        reason: 'is missing, so the record could not be found again',
      });
    else row.externalId = `${source}:${text}`;
  }
  if (isNothing) return;
  if (to === '@number') row.number = text;
  if (to === '@id') row.id = text;
  if (to === '@version' && /^\d+$/.test(text)) row.version = Number(text);
}
