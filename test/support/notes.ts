import { randomBytes } from 'node:crypto';
import { lineWriter } from '#main/application/server/line-writer.ts';
import type { Addition, LogStore } from '#main/application/server/log-store.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import { type Id, idMaker, type NewId } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { evolve } from '#shared/model/evolve.ts';
import { ref, text } from '#shared/model/field.ts';
import { anyone } from '#shared/model/permission.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import type { Scope } from '#shared/model/visibility.ts';
import { seededBytes } from './memory-store.ts';

const permissions = { read: anyone, create: anyone, edit: anyone };
const wording = { one: 'Note', many: 'Notes' };

const note = defineRecord({
  kind: 'note',
  prefix: 'not',
  plural: 'notes',
  numbering: 'NOT',
  label: 'title',
  wording,
  columns: ['title'],
  permissions,
  fields: {
    title: text({ label: 'Title', required: true, head: true }),
    about: ref('note', { label: 'About', head: true }),
    author: text({ label: 'Author', head: true, classification: 'personal' }),
  },
});
const memo = defineRecord({
  kind: 'memo',
  prefix: 'mem',
  plural: 'memos',
  label: 'title',
  wording,
  columns: ['title'],
  permissions,
  fields: { title: text({ label: 'Title', required: true, head: true }) },
});

/** Two kinds of records for what a store must do with any: one of them names people and others of its kind. */
export const noteRegistry = createRegistry([defineCapability({ name: 'notes', records: [note, memo] })]);

/** A change to one record, made or changed, and who sees it afterwards. */
export interface Wish {
  readonly id: string;
  readonly patch: JsonObject;
  readonly scope?: Scope;
  /** The scope that it moves from, where that is another. */
  readonly from?: Scope;
  readonly command?: string;
  readonly device?: Addition['device'];
}

/** Ids in the order in which they are asked for. */
export const newId: NewId = idMaker(seededBytes(7), () => Date.UTC(2026, 10, 2));
const hex = (length: number) => randomBytes(length).toString('hex');

/** What the server does with decided commands, without deciding: lines, records, numbers and verdicts in one append. */
export async function wishes(log: LogStore, tenantId: string, all: readonly Wish[]): Promise<void> {
  await log.write(tenantId, async (writing) => {
    const writer = lineWriter(writing.head, { registry: noteRegistry, hex });
    const now = new Map((await writing.reader.many(all.map(({ id }) => id))).map((record) => [record.id as string, record]));
    const scopes = new Map<string, Scope>();
    const events: RecordEvent[] = [];
    const verdicts: Addition['verdicts'][number][] = [];
    for (const [i, { id, patch, scope = '', from = scope, command = newId('cmd') }] of all.entries()) {
      const before = now.get(id);
      const kind = id.startsWith('not_') ? 'note' : 'memo';
      const at = new Date(Date.UTC(2026, 10, 2) + writer.head.seq * 1000).toISOString();
      const event: RecordEvent = {
        id: newId('evt'),
        type: before ? `${kind}.edited` : `${kind}.created`,
        v: 1,
        recordId: id as Id,
        kind,
        commandId: command as Id,
        version: (before?.version ?? 0) + 1,
        at,
        time: `${at}-0000-test` as HybridTime,
        by: 'per_dana',
        patch,
      };
      events.push(event);
      now.set(id, evolve(before, event));
      scopes.set(id, scope);
      writer.add(writer.prepare({ type: 'event', event, command: command as Id, device: null, arrivedAt: at }), {
        kind,
        recordId: id,
        scope,
        scopeBefore: from,
        onlyFor: null,
      });
      verdicts.push({ seq: i + 1, id: command as Id, outcome: 'accepted', at: writer.head.seq });
    }
    const records = [...scopes].flatMap(([id, scope]) => {
      const record = now.get(id);
      return record ? [{ record, scope }] : [];
    });
    const device = all.find((one) => one.device)?.device ?? null;
    await writing.append({ lines: writer.lines, records, events, numbers: new Map([['note', writer.head.seq]]), verdicts, device });
  });
}
