import { dateReader, type WallClock } from './date-format.ts';
import type { RowProblem } from './plan.ts';
import { cellText, type Table } from './table.ts';

/** One row of the audit, its texts by column without those that mean nothing, and its times as instants. */
export interface AuditRow {
  readonly row: number;
  readonly at: string;
  readonly text: { readonly [column: string]: string | undefined };
  readonly times: { readonly [column: string]: string };
  readonly problems: readonly RowProblem[];
}

export const REQUIRED_COLUMNS = ['number', 'incident_state', 'sys_updated_at', 'opened_at'] as const;
const TIMES = ['sys_updated_at', 'opened_at', 'resolved_at', 'closed_at'] as const;
const NOTHING = '?';
const FORMAT = 'dd-mm-yyyy hh:mm';

export const STATES: { readonly [state: string]: string | undefined } = {
  New: 'new',
  Active: 'active',
  'Awaiting User Info': 'awaiting',
  'Awaiting Problem': 'awaiting',
  'Awaiting Vendor': 'awaiting',
  'Awaiting Evidence': 'awaiting',
  'Awaiting Change': 'awaiting',
  Resolved: 'resolved',
  Closed: 'closed',
};
export const WAITS_FOR: { readonly [state: string]: string | undefined } = {
  'Awaiting User Info': 'user',
  'Awaiting Problem': 'problem',
  'Awaiting Vendor': 'vendor',
  'Awaiting Evidence': 'evidence',
  'Awaiting Change': 'change',
};
const LEVELS = { 1: 'high', 2: 'medium', 3: 'low' } as const;
/** `2 - Medium`: the digit says it. */
export const CHOICES: { readonly [column: string]: { readonly [digit: string]: string } } = {
  priority: { 1: 'p1', 2: 'p2', 3: 'p3', 4: 'p4', 5: 'p4' },
  impact: LEVELS,
  urgency: LEVELS,
};

/** Reads every row, in the order of the file. What is wrong with a row stays with it. */
export function auditRows(table: Table, toInstant: (clock: WallClock) => string): AuditRow[] {
  const reader = dateReader(FORMAT);
  if (!reader.ok) throw new Error(reader.error);
  return table.rows.map(({ row, cells, malformed }) => {
    const problems: RowProblem[] = [];
    const say = (field: string, code: string, reason: string, value?: string) =>
      problems.push({ row, field, code: `import.${code}`, reason, ...(value === undefined ? {} : { value }) });
    const text: Record<string, string> = {};
    for (const [i, header] of table.headers.entries()) {
      const value = cellText(cells[i]).replaceAll(/\s+/g, ' ');
      if (value !== '' && value !== NOTHING) text[header] = value;
    }
    const times: Record<string, string> = {};
    for (const column of TIMES) {
      const value = text[column];
      if (value === undefined) continue;
      const clock = reader.value(value);
      if (clock) times[column] = toInstant(clock);
      else say(column, 'date', `does not read as ${FORMAT}`, value);
    }
    if (malformed !== undefined)
      return { row, at: '', text, times, problems: [{ row, field: 'Row', code: 'import.malformed', reason: malformed }] };
    for (const column of REQUIRED_COLUMNS) if (text[column] === undefined) say(column, 'missing', 'is missing');
    const state = text['incident_state'];
    if (state !== undefined && STATES[state] === undefined) say('incident_state', 'state', 'is not a state that is known here', state);
    return { row, at: times['sys_updated_at'] ?? '', text, times, problems };
  });
}
