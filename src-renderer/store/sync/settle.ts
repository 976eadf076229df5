import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Registry } from '#shared/model/capability.ts';
import { verbOf } from '#shared/model/decide.ts';
import type { Reader } from '#shared/model/reader.ts';
import type { Draft } from '#shared/model/record.ts';
import type { Attention, ConflictItem, RefusedItem } from '#shared/sync/replica.ts';
import type { AttentionRow, WorkspaceDatabase } from '../database.ts';
import type { WhoActs, Writer } from '../writer.ts';
import type { Settlement } from './sync.ts';

export interface SettleTools {
  readonly database: WorkspaceDatabase;
  readonly registry: Registry;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly who: WhoActs;
  readonly now: () => number;
}

type Settled = Result<null, Refusal>;

/** Settles an item as a person wishes. What they give instead and that the item is settled are written together. */
export async function settleItem(tools: SettleTools, itemId: string, settlement: Settlement): Promise<Settled> {
  const { database } = tools;
  const row = await database.attention.get(itemId);
  if (!row || 'settledAt' in row) return err(refusal('sync.settled', 'This was settled already.'));
  const done: AttentionRow = { id: row.id, settledAt: new Date(tools.now()).toISOString() };
  if (row.type === 'refused') return settleRefused(tools, row, settlement, done);
  return settleConflict(tools, row, settlement, done);
}

async function settleRefused(tools: SettleTools, item: RefusedItem, settlement: Settlement, done: AttentionRow): Promise<Settled> {
  switch (settlement.how) {
    case 'again':
      return give(tools, [againOf(item)], done);
    case 'instead':
      return give(tools, [settlement.draft], done);
    case 'handOver':
      return give(tools, [await handOver(tools, item, settlement)], done);
    case 'discard': {
      const isHere = (await tools.reader.get(item.recordId)) !== undefined;
      const note = settlement.note.trim();
      return isHere && note !== '' ? give(tools, [commentOf(tools, item, discarded(tools, item, note))], done) : close(tools, done);
    }
    case 'keep':
    case 'restore':
      return err(refusal('sync.notThis', 'This is done with fields that two people edited.'));
  }
}

async function settleConflict(tools: SettleTools, item: ConflictItem, settlement: Settlement, done: AttentionRow): Promise<Settled> {
  if (settlement.how === 'keep') return close(tools, done);
  if (settlement.how !== 'restore') return err(refusal('sync.notThis', 'This is done with commands that were refused.'));
  const conflict = item.conflicts.find(({ field }) => field === settlement.field);
  if (!conflict) return err(refusal('sync.settled', 'This was settled already.'));
  const value = conflict.kept === 'given' ? conflict.other : conflict.given;
  const draft: Draft = {
    name: `${pluralOf(tools, item)}.edit`,
    recordId: item.recordId as Draft['recordId'],
    input: { fields: { [conflict.field]: value } },
  };
  const conflicts = item.conflicts.filter((one) => one !== conflict);
  return give(tools, [draft], conflicts.length > 0 ? { ...item, conflicts } : done);
}

/** The same wish, on what is there now. What somebody had in view when they decided is for them to see and say again. */
function againOf({ pending: { command } }: RefusedItem): Draft {
  const { name, recordId, input, seen, undoes } = command;
  return { name, recordId, input, ...(seen === undefined ? {} : { seen }), ...(undoes === undefined ? {} : { undoes }) };
}

async function handOver(
  tools: SettleTools,
  item: RefusedItem,
  { to, note }: { readonly to: string; readonly note: string },
): Promise<Draft> {
  const person = await tools.reader.get(to);
  const name = typeof person?.fields['name'] === 'string' ? person.fields['name'] : to;
  return commentOf(tools, item, `For ${name}: ${note.trim()}\n${contentOf(tools, item)}`.trim());
}

const discarded = (tools: SettleTools, item: RefusedItem, note: string) => `Not given again: ${note}\n${contentOf(tools, item)}`;

/** What was wished for, in words and values, so that it is not lost with the item. */
function contentOf({ registry }: SettleTools, { pending: { command }, refusal: why }: RefusedItem): string {
  const definition = registry.byId(command.recordId);
  const verb = verbOf(command);
  const label = definition?.lifecycle?.events[verb]?.label ?? verb;
  const lines = Object.entries(command.input).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [`${label} (${command.at})`, ...lines, why.message].join('\n');
}

const pluralOf = ({ registry }: SettleTools, { recordId }: Attention): string => registry.byId(recordId)?.plural ?? '';

const commentOf = (tools: SettleTools, item: Attention, text: string): Draft => ({
  name: `${pluralOf(tools, item)}.comment`,
  recordId: item.recordId as Draft['recordId'],
  input: { text },
});

async function give(tools: SettleTools, drafts: readonly Draft[], done: AttentionRow): Promise<Settled> {
  const given = await tools.writer.write(drafts, tools.who, done);
  if (!given.ok) return given;
  // It was so already: then there is nothing to write but that the item is settled.
  return given.value.entries.length === 0 ? close(tools, done) : ok(null);
}

async function close({ database }: SettleTools, done: AttentionRow): Promise<Settled> {
  await database.attention.put(done);
  return ok(null);
}
