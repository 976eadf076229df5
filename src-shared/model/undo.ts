import { sameJson } from '../kernel/difference.ts';
import type { Json } from '../kernel/json.ts';
import { type Refusal, refusal, type Unmet } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Registry } from './capability.ts';
import type { Reader } from './reader.ts';
import type { Draft, RecordEvent, RecordOf } from './record.ts';

/**
 * The commands that take an earlier command back. Undo never erases: it is a new command with its own events, and it
 * is refused where the field has since changed again or where what happened has no way back.
 */
export async function undoOf(
  events: readonly RecordEvent[],
  registry: Registry,
  reader: Reader,
): Promise<Result<readonly Draft[], Refusal>> {
  const drafts: Draft[] = [];
  const unmet: Unmet[] = [];
  for (const event of events.filter((one) => one.causedBy === undefined).toReversed()) {
    const record = await reader.get(event.recordId);
    const inverse = record ? inverseOf(event, record, registry) : { code: 'undo.gone', message: 'The record is not here any more.' };
    if ('code' in inverse) unmet.push(inverse);
    else drafts.push({ ...inverse, undoes: event.commandId });
  }
  if (unmet.length > 0) return err(refusal('undo.refused', 'This cannot be undone.', unmet));
  return ok(drafts);
}

function inverseOf(event: RecordEvent, record: RecordOf, registry: Registry): Draft | Unmet {
  const definition = registry.of(record.kind);
  const past = event.type.slice(event.type.indexOf('.') + 1);
  const draft = (verb: string, input: Draft['input'] = {}): Draft => ({
    name: `${definition.plural}.${verb}`,
    recordId: record.id,
    input,
  });
  if (past === 'archived') return draft('restore');
  if (past === 'restored') return draft('archive');
  if (past === 'created' || (past === 'imported' && event.version === 1)) return draft('archive');
  if (past === 'commented') return { code: 'undo.said', message: 'A comment stays in the history.' };
  // What an import changed goes back by an import, which may set what is not set by hand.
  if (past === 'edited' || (past === 'imported' && event.state === undefined)) {
    const since = Object.keys(event.patch).filter((name) => !sameJson(record.fields[name] ?? null, event.patch[name]));
    if (since.length > 0) {
      const labels = since.map((name) => definition.fields[name]?.label ?? name);
      return {
        code: 'undo.changedSince',
        message: `Changed again since: ${labels.join(', ')}.`,
        params: { fields: since },
      };
    }
    const fields: Record<string, Json> = {};
    for (const name of Object.keys(event.patch)) fields[name] = event.was?.[name] ?? null;
    return draft(past === 'edited' ? 'edit' : 'import', { fields });
  }
  const spec = Object.values(definition.lifecycle?.events ?? {}).find((one) => one.past === past);
  if (spec?.undo !== undefined && record.version === event.version) return draft(spec.undo);
  const label = spec?.label ?? past;
  return spec?.undo === undefined
    ? {
        code: 'undo.noWayBack',
        message: `“${label}” has no way back by undo.`,
        help: 'Use one of the ways that lead on from here.',
      }
    : { code: 'undo.changedSince', message: `Something else happened to it since “${label}”.` };
}
