import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import type { Link } from '#shared/sync/replica.ts';
import { type LinkRow, openDatabase } from '#renderer/store/database.ts';
import { openWorkspace, type OpenedWorkspace, type OpenOptions } from '#renderer/store/index.ts';
import { databaseNameOf } from '#renderer/store/workspaces.ts';
import { PASSPHRASE, weakScrypt } from '../open.ts';

/** A workspace with the product's kinds. */
export const openWhole = (id: string, more: Partial<OpenOptions> = {}): Promise<OpenedWorkspace> =>
  openWorkspace({ id, registry, scrypt: weakScrypt, ...more });

/** A database that follows a server, before it is opened. */
export async function linkDatabase(id: string, link: Link): Promise<void> {
  const database = openDatabase(databaseNameOf(id));
  const row: LinkRow = { key: 'link', link, revision: 1, url: 'https://server.example', deviceName: 'Test' };
  await database.meta.put(row);
  await database.meta.put({
    key: 'identity',
    id,
    name: id,
    createdAt: '2026-11-02T08:00:00.000Z',
    device: link.device,
    epoch: 'e',
  } as never);
  database.close();
}

export const leads = (workspace: OpenedWorkspace): Promise<void> =>
  vi.waitFor(() => {
    if (!workspace.isLeading) throw new Error('It does not lead yet');
  });

/** Signs a person in who is in the data; gives them an account if nobody has one. */
export async function enter(workspace: OpenedWorkspace, personId: string): Promise<void> {
  if (workspace.actor?.personId === personId) return;
  const known = (await workspace.accounts.list()).some((account) => account.personId === personId);
  const entered = known
    ? await workspace.accounts.signIn(personId, PASSPHRASE)
    : await workspace.accounts.found([], { personId, passphrase: PASSPHRASE });
  if (!entered.ok) throw new Error(refusalLines(entered.error).join('\n'));
}
