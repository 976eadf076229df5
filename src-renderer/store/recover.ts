import type { Identity, WorkspaceDatabase } from './database.ts';
import { type JournalEntry, parseLine, readJournal } from './journal.ts';
import type { Journal } from './ports.ts';
import { takeOver, type TakeOverTools } from './take-over.ts';

/** What a journal has of a workspace whose database is gone: what it was called and which log it is. */
export async function journaledIdentity(
  journal: Journal | undefined,
  id: string,
): Promise<Pick<Identity, 'name' | 'createdAt' | 'epoch'> | undefined> {
  const head = await journal?.head(id);
  if (!journal || !head?.ok || head.value.head === 0) return undefined;
  const first = await journal.read(id, 0, 1);
  const line = first.ok ? first.value.lines[0] : undefined;
  const read = line && parseLine(line.line);
  return read?.about && { name: read.about.name, createdAt: read.about.createdAt, epoch: read.epoch };
}

/**
 * Brings a store that is behind its journal up to it, by the events that were recorded. A journal of another log (of
 * what a restore replaced) is dropped. Returns how many commands came back.
 */
export async function recoverFromJournal(
  journal: Journal,
  identity: Identity,
  { database, seq, ...tools }: TakeOverTools & { readonly database: WorkspaceDatabase; readonly seq: number },
): Promise<number> {
  const head = await journal.head(identity.id);
  if (!head.ok || head.value.head <= seq) return 0;
  const entries = await readJournal(journal, identity.id, seq);
  if (!entries) return 0;
  const mine = entries.filter((one) => one.epoch === identity.epoch);
  if (mine.length === 0) {
    await journal.drop(identity.id);
    return 0;
  }
  await takeOver(
    mine.flatMap(({ entry }) => (entry ? [entry] : [])),
    tools,
  );
  const accounts = newestAccounts(mine);
  if (accounts) await database.accounts.bulkPut([...accounts]);
  return mine.length;
}

const newestAccounts = (entries: readonly JournalEntry[]) => entries.findLast((entry) => entry.about !== undefined)?.about?.accounts;
