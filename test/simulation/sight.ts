import type { RecordOf } from '#shared/model/record.ts';
import { textIn } from '#shared/model/values.ts';

/** Who may see a record by a rule of its own: open to all, or of a team that the person is in; remarks like their note. */
export function maySee(personId: string, record: RecordOf, get: (id: string) => RecordOf | undefined): boolean {
  if (record.kind === 'remark') {
    const note = get(textIn(record.fields['note']));
    return note !== undefined && maySee(personId, note, get);
  }
  const team = record.kind === 'note' ? record.fields['team'] : undefined;
  return typeof team !== 'string' || get(personId)?.fields['team'] === team;
}
