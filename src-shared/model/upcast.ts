import type { AnyRecordDefinition } from './definition.ts';
import type { RecordEvent, RecordOf } from './record.ts';

/** Brings an event that an older version wrote to today's form, one version at a time. Unknown types pass as they are. */
export function upcastEvent(definition: AnyRecordDefinition, event: RecordEvent): RecordEvent {
  const steps = definition.migrations?.events?.[event.type];
  let current = event;
  for (let up = steps?.[current.v]; up; up = steps?.[current.v]) {
    const next = up(current);
    if (next.v <= current.v) throw new Error(`The migration of ${event.type} v${current.v} does not raise the version`);
    current = next;
  }
  return current;
}

export type StateMap = NonNullable<NonNullable<AnyRecordDefinition['migrations']>['states']>;

/** Maps a state that an older lifecycle version had to the one of today. */
export function upcastRecord(definition: AnyRecordDefinition, record: RecordOf): RecordOf {
  const { lifecycle, migrations } = definition;
  if (!lifecycle || record.state === null || record.lifecycleVersion === null || record.lifecycleVersion >= lifecycle.version)
    return record;
  return { ...record, state: upcastState(migrations?.states ?? {}, lifecycle.version, record), lifecycleVersion: lifecycle.version };
}

/** The same for the state alone, over plain data, so that a worker can do it without the definitions. */
export function upcastState(
  states: StateMap,
  lifecycleVersion: number | null,
  record: Pick<RecordOf, 'state' | 'lifecycleVersion'>,
): string | null {
  let { state } = record;
  if (state === null || lifecycleVersion === null || record.lifecycleVersion === null) return state;
  for (let version = record.lifecycleVersion; version < lifecycleVersion; version++) state = states[version]?.[state] ?? state;
  return state;
}
