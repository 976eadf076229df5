import { type Counters, EMPTY_COUNTERS, type Identity, type LinkRow, metaOf, NO_LINK, type WorkspaceDatabase } from './database.ts';
import { type JournalEntry, parseLine, readJournal } from './journal.ts';
import type { Journal } from './ports.ts';
import { takeOver, type TakeOverTools } from './take-over.ts';

/** What a journal has of a workspace whose database is gone: what it was called and which log it is. */
export async function journaledIdentity(
  journal: Journal | undefined,
  id: string,
): Promise<(Pick<Identity, 'name' | 'createdAt' | 'epoch'> & Partial<Pick<Identity, 'device'>>) | undefined> {
  const head = await journal?.head(id);
  if (!journal || !head?.ok || head.value.head === 0) return undefined;
  const first = await journal.read(id, 0, 1);
  const line = first.ok ? first.value.lines[0] : undefined;
  const read = line && parseLine(line.line);
  const { about } = read ?? {};
  if (!read || !about) return undefined;
  // It is the same device still: the server knows it, and its session is with the host.
  const device = (await lastAbout(journal, id, head.value.head))?.follows?.link?.device;
  return { name: about.name, createdAt: about.createdAt, epoch: read.epoch, ...(device === undefined ? {} : { device }) };
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
  const follows = mine.findLast((one) => one.about !== undefined)?.about?.follows;
  if (follows?.link) await recoverFollowing(database, mine, follows);
  else
    await takeOver(
      mine.flatMap(({ entry }) => (entry ? [entry] : [])),
      tools,
    );
  const accounts = newestAccounts(mine);
  if (accounts) await database.accounts.bulkPut([...accounts]);
  return mine.length;
}

/**
 * Of a workspace that follows a server the journal has what was given here. It comes back as commands on their way: what was
 * sent before is known by its id. Everything else is loaded from the server, and the commands are predicted on that.
 */
async function recoverFollowing(database: WorkspaceDatabase, lines: readonly JournalEntry[], follows: LinkRow): Promise<void> {
  const { outbox, meta } = database;
  await database.transaction('rw', outbox, meta, async () => {
    const [before, row] = await Promise.all([metaOf(database, EMPTY_COUNTERS), metaOf(database, NO_LINK)]);
    const { link } = row.link ? row : follows;
    const known = row.link ? row : follows;
    const counters: Counters = { ...before, seq: before.seq + lines.length, generation: before.generation + 1 };
    const next: LinkRow = {
      ...known,
      link: link && { ...link, phase: link.phase === 'founding' ? 'founding' : 'loading' },
      revision: known.revision + 1,
    };
    await outbox.bulkPut(lines.flatMap(({ entry }) => entry ?? []));
    await meta.bulkPut([counters, next]);
  });
}

/** What a journal said last of its workspace: it says so at the beginning of each delivery. */
async function lastAbout(journal: Journal, id: string, head: number): Promise<JournalEntry['about']> {
  const lines = await journal.read(id, Math.max(0, head - 600));
  const entries = lines.ok ? lines.value.lines.map(({ line }) => parseLine(line)) : [];
  return entries.findLast((one) => one?.about !== undefined)?.about;
}

const newestAccounts = (entries: readonly JournalEntry[]) => entries.findLast((entry) => entry.about !== undefined)?.about?.accounts;
