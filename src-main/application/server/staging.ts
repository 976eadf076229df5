import { type HybridTime, timesAfter } from '#shared/kernel/hybrid-clock.ts';
import type { Execution } from '#shared/model/execute.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { type StagedReader, stagedReader } from '#shared/model/staged-reader.ts';
import { EVERYONE, type Scope } from '#shared/model/visibility.ts';
import { lineWriter, type LineWriter, type Prepared } from './line-writer.ts';
import type { Addition, LogWriting } from './log-store.ts';
import { type Change, movedAlong, scopeIn } from './scopes.ts';
import type { Server } from './server-ports.ts';

/** What a batch has made happen so far: records as they are by now, and the lines that say so. */
export interface Staging {
  readonly reader: StagedReader;
  readonly writer: LineWriter;
  /** The latest time of any event, in the log or here. */
  readonly latest: HybridTime | undefined;
  /** Takes what was decided as having happened, with everything that moves to another scope by it. */
  take(execution: Execution, prepared: readonly Prepared[], prepare: (event: RecordEvent) => Prepared): Promise<void>;
  records(): Addition['records'];
}

interface Moved extends Change {
  readonly scope: Scope;
  readonly scopeBefore: Scope;
}

export function openStaging(writing: LogWriting, base: Reader, server: Server): Staging {
  const { registry, below } = server;
  const reader = stagedReader(base, registry);
  const writer = lineWriter(writing.head, server);
  const scopes = new Map<string, Scope>();
  let latest = writing.lastTime;

  const put = ({ event, record }: Change) => {
    reader.put(record, event);
    if (latest === undefined || event.time > latest) latest = event.time;
  };
  const write = (line: Prepared, { record: { id, kind }, scope, scopeBefore }: Moved) => {
    scopes.set(id, scope);
    writer.add(line, { kind, recordId: id, scope, scopeBefore, onlyFor: null });
  };
  const scopesOf = async (records: readonly RecordOf[]): Promise<Map<string, Scope>> => {
    const found = new Map<string, Scope>();
    for (const { id } of records) {
      const record = await reader.get(id);
      if (record) found.set(id, await scopeIn(registry, record, reader));
    }
    return found;
  };

  return {
    reader,
    writer,
    get latest() {
      return latest;
    },
    records: () => [...reader.records.values()].map((record) => ({ record, scope: scopes.get(record.id) ?? EVERYONE })),
    async take({ events, records, numbers, command }, prepared, prepare) {
      const touched = new Map(records.map((record) => [record.id as string, record]));
      const before = await scopesOf(records);
      const changes = events.flatMap((event): Change[] => {
        const record = touched.get(event.recordId);
        return record ? [{ event, record }] : [];
      });
      for (const change of changes) put(change);
      for (const [kind, last] of numbers) await reader.keepNumber(kind, last);
      const after = await scopesOf(records);

      const parents: Moved[] = [];
      for (const [i, change] of changes.entries()) {
        const scope = after.get(change.record.id) ?? EVERYONE;
        const moved = { ...change, scope, scopeBefore: before.get(change.record.id) ?? scope };
        before.set(change.record.id, scope);
        const line = prepared[i];
        if (line) write(line, moved);
        if (moved.scope !== moved.scopeBefore) parents.push(moved);
      }
      const tick = timesAfter(events.at(-1)?.time ?? command.time);
      for (let parent = parents.shift(); parent; parent = parents.shift()) {
        const children = await movedAlong(parent, below(parent.record.kind), reader, tick);
        for (const child of children.filter(({ record }) => !touched.has(record.id))) {
          const moved = { ...parent, ...child };
          put(child);
          write(prepare(child.event), moved);
          parents.push(moved);
        }
      }
    },
  };
}
