import type { Json, JsonObject } from '../kernel/json.ts';
import { refusal } from '../kernel/refusal.ts';
import { err, ok } from '../kernel/result.ts';
import { badFile } from './bad-file.ts';
import { readCsv } from './csv.importer.ts';
import { instantsIn, isZone } from './date-format.ts';
import type { Incoming, Link, RowProblem, SourceImporter, Stage } from './plan.ts';
import { reconcile } from './reconcile.ts';
import { type AuditRow, auditRows, CHOICES, REQUIRED_COLUMNS, STATES, WAITS_FOR } from './servicenow-rows.ts';

const SOURCE = 'servicenow';

/**
 * The audit rows of a ServiceNow incident table: each incident with its history, row by row, and with the changes, teams, people and
 * systems that it names. Those others are known by name only: changes come in as closed, people as not active.
 */
export const serviceNowIncidents: SourceImporter = {
  name: 'servicenow-incidents',
  label: 'ServiceNow incident audit',
  description: 'A CSV export with several rows per incident: its history, and the changes that caused or fixed it.',
  extensions: ['csv'],
  takesMany: false,
  async *plan([file], { zone }, around) {
    if (!file) return err(badFile('empty', 'No file was given.'));
    if (!isZone(zone)) return err(refusal('import.mapping', `“${zone}” is not a time zone; write it like Europe/Berlin.`));
    const table = readCsv(file.bytes, { name: file.name });
    if (!table.ok) return table;
    const absent = REQUIRED_COLUMNS.filter((column) => !table.value.headers.includes(column));
    if (absent.length > 0)
      return err(
        badFile('notTheFormat', `The file has no columns ${absent.join(', ')}.`, 'Export the incident audit with its column names.'),
      );
    const rows = auditRows(table.value, instantsIn(zone));
    yield { phase: 'reading', done: rows.length, total: rows.length };
    const good = rows.filter((row) => row.problems.length === 0);
    const incoming = [...stubs(good), ...incidents(good), ...rows.filter((row) => row.problems.length > 0).map(refused)];
    const planned = yield* reconcile(incoming, SOURCE, around);
    if (!planned.ok) return planned;
    return ok({ ...planned.value, facts: factsOf(rows) });
  },
};

/** Figures that can be counted again in the file. */
function factsOf(rows: readonly AuditRow[]): { readonly [what: string]: number } {
  const incidentsNamed = new Set(rows.map((row) => row.text['number']));
  return {
    rows: rows.length,
    incidents: incidentsNamed.size,
    'rows with rfc': rows.filter((row) => row.text['rfc'] !== undefined).length,
    'rows with caused_by': rows.filter((row) => row.text['caused_by'] !== undefined).length,
    changes: new Set(rows.flatMap((row) => [row.text['rfc'] ?? [], row.text['caused_by'] ?? []].flat())).size,
  };
}

const refused = ({ row, problems }: AuditRow): Incoming => ({
  row,
  kind: 'incident',
  externalId: null,
  number: null,
  fields: {},
  links: [],
  problems,
});

interface Stub {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly fields: (name: string) => JsonObject;
  readonly numbered?: boolean;
  readonly state?: string;
}

const STUBS: readonly Stub[] = [
  { kind: 'team', columns: ['assignment_group'], fields: (name) => ({ name }) },
  { kind: 'person', columns: ['caller_id', 'assigned_to'], fields: (name) => ({ name, active: false }) },
  { kind: 'system', columns: ['cmdb_ci'], fields: (name) => ({ name, category: 'other' }) },
  {
    kind: 'change',
    columns: ['rfc', 'caused_by'],
    fields: (name) => ({ title: `${name}, named by imported incidents`, type: 'normal' }),
    numbered: true,
    state: 'closed',
  },
];

/** Records for what the rows name, as far as a name goes. */
function stubs(rows: readonly AuditRow[]): Incoming[] {
  return STUBS.flatMap(({ kind, columns, fields, numbered, state }) => {
    const first = new Map<string, AuditRow>();
    for (const row of rows)
      for (const column of columns) {
        const name = row.text[column];
        if (name !== undefined && !first.has(name)) first.set(name, row);
      }
    return [...first].map(([name, { row, at }]): Incoming => ({
      row,
      kind,
      externalId: `${SOURCE}:${name}`,
      number: numbered ? name : null,
      fields: fields(name),
      links: [],
      problems: [],
      ...(state === undefined ? {} : { state, at }),
    }));
  });
}

function incidents(rows: readonly AuditRow[]): Incoming[] {
  const byNumber = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const number = row.text['number'] ?? '';
    byNumber.set(number, [...(byNumber.get(number) ?? []), row]);
  }
  return [...byNumber].flatMap(([number, audit]) => {
    const stages = audit.map(stageOf);
    const last = stages.at(-1);
    const [first] = audit;
    if (!last || !first) return [];
    const problems: RowProblem[] = [];
    return [{ ...last, row: first.row, kind: 'incident', externalId: `${SOURCE}:${number}`, number, stages, problems }];
  });
}

const link = (field: string, name: string | undefined): Link => ({
  field,
  by: 'externalId',
  names: name === undefined ? [] : [name],
  missing: 'report',
});

/** One audit row. Every row carries how the incident ended, so that is taken over only from the row on which it has ended. */
function stageOf({ at, text, times }: AuditRow): Stage {
  const state = STATES[text['incident_state'] ?? ''];
  const isOver = state === 'resolved' || state === 'closed';
  const title = [text['u_symptom'], text['category'], text['subcategory']].filter((part) => part !== undefined).join(' · ');
  const choice = (column: string): Json => CHOICES[column]?.[text[column]?.slice(0, 1) ?? ''] ?? null;
  const count = (column: string): Json => (/^\d+$/.test(text[column] ?? '') ? Number(text[column]) : null);
  const ended = [text['closed_code'], text['resolved_by']].filter((part) => part !== undefined).join(', ');
  return {
    at,
    ...(state === undefined ? {} : { state }),
    fields: {
      title: title === '' ? (text['number'] ?? null) : title,
      priority: choice('priority'),
      impact: choice('impact'),
      urgency: choice('urgency'),
      category: text['category'] ?? null,
      subcategory: text['subcategory'] ?? null,
      contactType: text['contact_type'] ?? null,
      location: text['location'] ?? null,
      openedAt: times['opened_at'] ?? null,
      resolvedAt: isOver ? (times['resolved_at'] ?? null) : null,
      closedAt: state === 'closed' ? (times['closed_at'] ?? null) : null,
      waitsFor: WAITS_FOR[text['incident_state'] ?? ''] ?? null,
      resolution: isOver && ended !== '' ? ended : null,
      reopened: count('reopen_count'),
      reassigned: count('reassignment_count'),
    },
    links: [
      link('item', text['cmdb_ci']),
      link('reportedBy', text['caller_id']),
      link('assignee', text['assigned_to']),
      link('assignedGroup', text['assignment_group']),
      link('fixedBy', text['rfc']),
      link('causedBy', text['caused_by']),
    ],
  };
}
