import type { JsonObject } from '../kernel/json.ts';
import type { AnyRecordDefinition } from '../model/definition.ts';
import type { RecordOf } from '../model/record.ts';
import { textsIn } from '../model/values.ts';
import type { LinkIndex } from './link-index.ts';
import type { Incoming, Link, RowProblem, RowStatus } from './plan.ts';

export interface Resolved {
  /** Ids by field, for all links that resolved. */
  readonly fields: JsonObject;
  /** The part of `fields` that names records which come later in the import. */
  readonly later: JsonObject;
  readonly problems: readonly RowProblem[];
  readonly findings: readonly RowProblem[];
}

interface Around {
  readonly definition: AnyRecordDefinition;
  readonly index: LinkIndex;
  /** What becomes of a record that the import brings: planned with a status, still to come, or here in any case. */
  readonly fateOf: (id: string) => RowStatus | 'here' | 'later';
}

export const linksOf = ({ links, stages }: Incoming): readonly Link[] => [...links, ...(stages ?? []).flatMap((stage) => stage.links)];

/**
 * Turns references in the file's words into ids. A name that fits several records is taken for the one that the record names
 * already, where it names one of them; otherwise a person has to say which. What cannot be told takes nothing away.
 */
export function resolveLinks(links: readonly Link[], incoming: Incoming, record: RecordOf | undefined, around: Around): Resolved {
  const fields: Record<string, JsonObject[string]> = {};
  const later: Record<string, JsonObject[string]> = {};
  const problems: RowProblem[] = [];
  const findings: RowProblem[] = [];
  for (const link of links) {
    const field = around.definition.fields[link.field];
    const ids: string[] = [];
    let waits = false;
    let isPartial = link.isPartial === true;
    for (const name of link.names) {
      const found = around.index.find(field?.refKind ?? '', link.by, name);
      const [id] = found.length > 1 ? current(record, link, name, found).filter((one) => !ids.includes(one)) : found;
      const fate = id === undefined ? undefined : around.fateOf(id);
      const reason =
        id === undefined ? unresolved(found.length) : fate === 'refused' ? 'is a record of this import that is refused' : undefined;
      if (reason !== undefined) {
        const problem: RowProblem = {
          row: incoming.row,
          ...(incoming.file === undefined ? {} : { file: incoming.file }),
          field: field?.label ?? link.field,
          code: found.length > 1 ? 'import.refAmbiguous' : 'import.refMissing',
          reason,
          value: name,
        };
        (link.missing === 'refuse' ? problems : findings).push(problem);
        isPartial = true;
      } else if (id !== undefined && !ids.includes(id)) {
        ids.push(id);
        waits ||= fate === 'later';
      }
    }
    const kept = isPartial ? namedBy(record, link.field) : [];
    const value = field?.type === 'refs' ? [...new Set([...kept, ...ids])] : (ids[0] ?? kept[0] ?? null);
    fields[link.field] = value;
    if (waits) later[link.field] = value;
  }
  return { fields, later, problems, findings };
}

const unresolved = (found: number) =>
  found > 1 ? `fits ${found} records; name it by its number or external id` : 'names nothing that is here or in the file';

function namedBy(record: RecordOf | undefined, field: string): string[] {
  const value = record?.fields[field];
  return typeof value === 'string' ? [value] : textsIn(value);
}

/** Those of several candidates that the record names already, where the file names them as often as the record does. */
function current(record: RecordOf | undefined, link: Link, name: string, candidates: readonly string[]): string[] {
  const named = namedBy(record, link.field);
  const known = candidates.filter((id) => named.includes(id));
  return known.length === link.names.filter((one) => one === name).length ? known : [];
}
