import { isId, prefixOf } from '../kernel/id.ts';
import type { Id } from '../kernel/id.ts';
import type { Head } from '../model/head.ts';
import type { Identified } from './link-index.ts';
import type { ImportAround, Incoming, RowProblem } from './plan.ts';

/** An incoming record with its identity, and what that says against it. */
export interface Known extends Identified {
  readonly id: Id;
  readonly faults: readonly RowProblem[];
}

interface Names {
  readonly ids: ReadonlySet<string>;
  readonly byExternalId: ReadonlyMap<string, string>;
  readonly byNumber: ReadonlyMap<string, string>;
}

/**
 * Says of every incoming record which one it is here: by the record's own id, by its external id, by its number, in this order; else
 * it is new. The second row for one record is refused, because nobody can say which of the two is right.
 */
export async function identify(incoming: readonly Incoming[], around: ImportAround): Promise<Known[]> {
  const names = new Map<string, Names>();
  for (const kind of new Set(incoming.map((one) => one.kind)))
    names.set(kind, namesOf(await around.reader.list({ kind, archived: 'with' })));
  const firstRows = new Map<string, Incoming>();
  return incoming.map((one) => {
    const definition = around.registry.of(one.kind);
    const found = here(one, names.get(one.kind));
    const faults: RowProblem[] = [];
    if (one.id !== undefined && (!isId(one.id) || prefixOf(one.id) !== definition.prefix))
      faults.push(fault(one, 'Id', 'import.id', `is not the id of a ${definition.wording.one.toLowerCase()}`, one.id));
    for (const key of keysOf(one, found)) {
      const first = firstRows.get(key);
      if (first && first !== one) faults.push(fault(one, ...again(key, first)));
      else firstRows.set(key, one);
    }
    const own = one.id !== undefined && isId(one.id) && prefixOf(one.id) === definition.prefix ? one.id : undefined;
    const id = (found ?? own ?? around.newId(definition.prefix)) as Id;
    return { incoming: one, id, isNew: found === undefined, faults };
  });
}

const fault = (one: Incoming, field: string, code: string, reason: string, value: string): RowProblem => ({
  row: one.row,
  ...(one.file === undefined ? {} : { file: one.file }),
  field,
  code,
  reason,
  value,
});

function namesOf(heads: readonly Head[]): Names {
  return {
    ids: new Set(heads.map(({ id }) => id)),
    byExternalId: new Map(heads.flatMap(({ externalId, id }) => (externalId === null ? [] : [[externalId, id] as const]))),
    byNumber: new Map(heads.flatMap(({ number, id }) => (number === null ? [] : [[number.toLowerCase(), id] as const]))),
  };
}

function here({ id, externalId, number }: Incoming, names: Names | undefined): string | undefined {
  if (!names) return undefined;
  if (id !== undefined && names.ids.has(id)) return id;
  const same = externalId === null ? undefined : names.byExternalId.get(externalId);
  return same ?? (number === null ? undefined : names.byNumber.get(number.toLowerCase()));
}

/** All names under which a second row would mean the same record. */
function keysOf({ kind, id, externalId, number }: Incoming, found: string | undefined): string[] {
  const keys = [
    found ?? id,
    externalId === null ? undefined : `x ${externalId}`,
    number === null ? undefined : `n ${number.toLowerCase()}`,
  ];
  return keys.filter((key) => key !== undefined).map((key) => `${kind} ${key}`);
}

function again(key: string, first: Incoming): [field: string, code: string, reason: string, value: string] {
  const [, sort = '', ...rest] = key.split(' ');
  const field = sort === 'x' ? 'External id' : sort === 'n' ? 'Number' : 'Record';
  return [field, 'import.duplicate', `is in row ${first.row} already`, sort === 'x' || sort === 'n' ? rest.join(' ') : sort];
}

/**
 * An order in which what is named comes before what names it, otherwise as in the file. In a circle one of them comes first; its
 * reference follows afterwards.
 */
export function inOrder(known: readonly Known[], namedBy: (one: Known) => readonly string[]): Known[] {
  const byId = new Map(known.map((one) => [one.id as string, one]));
  const done = new Set<Known>();
  const entered = new Set<Known>();
  const order: Known[] = [];
  for (const start of known) {
    const stack = [start];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const waits = entered.has(top)
        ? []
        : namedBy(top).flatMap((id) => {
            const other = byId.get(id);
            return other && !entered.has(other) && !done.has(other) ? [other] : [];
          });
      entered.add(top);
      if (waits.length > 0) stack.push(...waits.toReversed());
      else {
        stack.pop();
        if (!done.has(top)) order.push(top);
        done.add(top);
      }
    }
  }
  return order;
}
