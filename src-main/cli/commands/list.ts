import type { Json } from '#shared/kernel/json.ts';
import { stateLabel } from '#shared/model/lifecycle.ts';
import type { Head } from '#shared/model/head.ts';
import { usage } from '../exit-codes.ts';
import { kindCalled, labelsOf } from '../kinds.ts';
import { type CommandLine, required } from '../options.ts';
import type { Work } from '../session.ts';
import { oneLine, table } from '../terminal.ts';
import { checkColumn, conditionOf, readCondition, sortOf } from '../where.ts';

/** `list KIND`: heads, as the lists on screen have them. */
export function list({ args, options }: CommandLine): Work {
  const definition = kindCalled(required(args[0], 'The kind of records'));
  const written = (options.where ?? []).map((text) => readCondition(text, definition));
  const sort = (options.sort ?? []).map((text) => sortOf(text, definition));
  const limit = options.limit === undefined ? undefined : Number(options.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0)) throw usage('--limit takes a whole number.');
  const columns = options.columns?.split(',').map((column) => column.trim());
  for (const column of columns ?? []) checkColumn(column, definition);
  return async ({ workspace }) => {
    const where = await Promise.all(written.map((one) => conditionOf(one, definition, workspace)));
    const query = {
      kind: definition.kind,
      where,
      sort,
      archived: options.archived === true ? ('with' as const) : ('without' as const),
    };
    const heads = await workspace.reader.list(limit === undefined ? query : { ...query, limit });
    const total = limit === undefined ? heads.length : await workspace.reader.count(query);
    const shown = columns ?? [
      ...(definition.numbering === undefined ? ['id'] : ['number']),
      ...(definition.lifecycle ? ['state'] : []),
      ...definition.columns.filter((column) => heads.some((head) => head[column] !== null && head[column] !== undefined)),
    ];
    const names = await labelsOf(refsOf(heads), workspace);
    const cell = (head: Head, column: string) => {
      if (column === 'state') return stateLabel(definition.lifecycle, head.state);
      const value = head[column];
      const label = (one: Json | undefined) =>
        typeof one === 'string'
          ? (names.get(one) ?? definition.fields[column]?.options?.find((option) => option.value === one)?.label ?? one)
          : oneLine(one);
      return Array.isArray(value) ? (value as readonly Json[]).map(label).join(', ') : oneLine(label(value));
    };
    const heading = (column: string) => definition.fields[column]?.label ?? column;
    return {
      json: { kind: definition.kind, total, records: heads },
      lines:
        heads.length === 0
          ? [`There are no ${definition.wording.many.toLowerCase()}${where.length > 0 ? ' like that' : ''} here.`]
          : table(
              shown.map(heading),
              heads.map((head) => shown.map((column) => cell(head, column))),
            ),
      notes: total > heads.length ? [`${heads.length} of ${total}.`] : [],
    };
  };
}

const refsOf = (heads: readonly Head[]): string[] =>
  heads
    .flatMap((head) => Object.values(head).flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value])))
    .filter((value) => typeof value === 'string' && /^[a-z]{2,5}_/.test(value))
    .map(String);
