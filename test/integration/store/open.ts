import 'fake-indexeddb/auto';
import type { JsonObject } from '#shared/kernel/json.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import { ok } from '#shared/kernel/result.ts';
import type { Draft } from '#shared/model/record.ts';
import { openWorkspace, type OpenedWorkspace, type OpenOptions } from '#renderer/store/index.ts';
import { actor } from '#test/support/memory-store.ts';
import { smallRegistry } from '#test/unit/model/small-registry.ts';

/** Weak on purpose: tests of the store are not about scrypt. */
export const weakScrypt = { N: 2, r: 1, p: 1 };
export const PASSPHRASE = 'four words are enough';
export const ANNA = 'not_00000000000070008000000000000001' as Draft['recordId'];
export const BEN = 'not_00000000000070008000000000000002' as Draft['recordId'];

/** A store over two small kinds, where the people are notes and everyone may do everything. */
export const open = (id: string, more: Partial<OpenOptions> = {}): Promise<OpenedWorkspace> =>
  openWorkspace({
    id,
    registry: smallRegistry,
    resolveActor: async (_, personId) => actor(personId, ['admin', 'data.import', 'parcels.send']),
    scrypt: weakScrypt,
    ...more,
  });

/** The same, with Anna signed in; she founds it when it is new. */
export async function openAsAnna(id: string, more: Partial<OpenOptions> = {}): Promise<OpenedWorkspace> {
  const workspace = await open(id, more);
  if (workspace.actor) return workspace;
  const accounts = await workspace.accounts.list();
  const entered =
    accounts.length === 0
      ? await workspace.accounts.found([noteDraft(ANNA, 'Anna'), noteDraft(BEN, 'Ben')], { personId: ANNA, passphrase: PASSPHRASE })
      : await workspace.accounts.signIn(ANNA, PASSPHRASE);
  if (!entered.ok) throw new Error(refusalLines(entered.error).join('\n'));
  return workspace;
}

export const noteDraft = (recordId: Draft['recordId'], text: string): Draft => ({
  name: 'notes.create',
  recordId,
  input: { fields: { text } },
});
export const parcelDraft = (workspace: OpenedWorkspace, title: string, fields: JsonObject = {}): Draft => ({
  name: 'parcels.create',
  recordId: workspace.newId('pcl'),
  input: { fields: { title, ...fields } },
});
export const editDraft = (recordId: string, fields: JsonObject): Draft => ({
  name: recordId.startsWith('pcl') ? 'parcels.edit' : 'notes.edit',
  recordId: recordId as Draft['recordId'],
  input: { fields },
});

/** Makes a parcel and returns its id. */
export async function makeParcel(workspace: OpenedWorkspace, title: string, fields: JsonObject = {}): Promise<Draft['recordId']> {
  const draft = parcelDraft(workspace, title, fields);
  const made = await workspace.dispatch(draft);
  if (!made.ok) throw new Error(refusalLines(made.error).join('\n'));
  return draft.recordId;
}

/** The host's journal, in memory. */
export function memoryJournal() {
  const logs = new Map<string, Map<number, string>>();
  const of = (id: string) => {
    const log = logs.get(id) ?? new Map<number, string>();
    logs.set(id, log);
    return log;
  };
  const headOf = (id: string) => Math.max(0, ...of(id).keys());
  return {
    of,
    append: async (id: string, firstSeq: number, lines: readonly string[]) => {
      for (const [i, line] of lines.entries()) of(id).set(firstSeq + i, line);
      return ok({ head: headOf(id) });
    },
    read: async (id: string, after: number, limit = 2000) => {
      const lines = [...of(id)]
        .filter(([seq]) => seq > after)
        .toSorted(([a], [b]) => a - b)
        .slice(0, limit)
        .map(([clientSeq, line]) => ({ clientSeq, line }));
      return ok({ lines, isEnd: (lines.at(-1)?.clientSeq ?? headOf(id)) >= headOf(id) });
    },
    head: async (id: string) => ok({ head: headOf(id) }),
    drop: async (id: string) => {
      logs.delete(id);
      return ok({ done: true as const });
    },
  };
}

let names = 0;
export const newName = (): string => `store-${process.pid}-${++names}`;

/** What a person does in the browser's settings, or the browser by itself. */
export const deleteDatabase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error ?? new Error('Not deleted')));
  });
