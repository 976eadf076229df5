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

/** Maps a state that an older lifecycle version had to the one of today. */
export function upcastRecord(definition: AnyRecordDefinition, record: RecordOf): RecordOf {
  const { lifecycle, migrations } = definition;
  if (!lifecycle || record.state === null || record.lifecycleVersion === null || record.lifecycleVersion >= lifecycle.version)
    return record;
  let { state } = record;
  for (let version = record.lifecycleVersion; version < lifecycle.version; version++)
    state = migrations?.states?.[version]?.[state] ?? state;
  return { ...record, state, lifecycleVersion: lifecycle.version };
}
