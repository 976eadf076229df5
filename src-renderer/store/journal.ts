import { unexpected } from './unexpected.ts';
import { z } from 'zod';
import { type AccountRow, type Identity, type LinkRow, type LogEntry, metaOf, NO_LINK, type WorkspaceDatabase } from './database.ts';
import { keepsNothingAlive } from './leader.ts';
import { logEntries } from './log-entries.ts';
import type { Journal } from './ports.ts';

/**
 * The second copy of the log, kept by the host and fsynced there. What is promised: a write is said to be saved when it
 * is in the database; the journal follows in order, within moments, and catches up after any interruption. A database
 * that was lost or set back is rebuilt from it, short of at most what had not reached it yet. Each line has a whole
 * entry with its events; the first line of each delivery also says what the workspace is, who can sign in, and which
 * server is followed. Numbers of the log that are steps of following hold no command: their lines only keep the count.
 */
export interface JournalFollower {
  /** There may be more to write. */
  poke(): void;
  /** Writes the last line again with the accounts as they are now. */
  accountsChanged(): void;
  /** Resolves when everything that was there is written or could not be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface FollowTools {
  readonly database: WorkspaceDatabase;
  readonly identity: Identity;
  readonly journal: Journal;
  readonly seq: () => number;
  readonly isLeading: () => boolean;
}

export interface About {
  readonly name: string;
  readonly createdAt: string;
  readonly accounts: readonly AccountRow[];
  readonly follows?: LinkRow | undefined;
}
/** One line, after parsing. `entry` is null where it was too long to be kept, or where there is none: then it `isPulled`. */
export interface JournalEntry {
  readonly epoch: string;
  readonly entry: LogEntry | null;
  readonly isPulled?: true | undefined;
  readonly about?: About | undefined;
}

const LINES = 500;
const MAX_LINE = 500_000;
const RETRY = 30_000;

export function followJournal({ database, identity, journal, seq, isLeading }: FollowTools): JournalFollower {
  const { id, epoch } = identity;
  let head: number | undefined;
  let running: Promise<void> | undefined;
  let isAgain = false;
  let isClosed = false;

  const about = async (): Promise<About> => {
    const { name, createdAt } = await metaOf(database, identity);
    const row = await metaOf(database, NO_LINK);
    const follows = row.link ? row : undefined;
    return { name, createdAt, accounts: await database.accounts.toArray(), follows };
  };

  const deliver = async () => {
    const known = head ?? (await journal.head(id).then((answer) => (answer.ok ? answer.value.head : undefined)));
    if (known === undefined || isClosed) return;
    head = known;
    for await (const entries of logEntries(database, { from: head + 1, to: seq() })) {
      const wanted = withGaps(entries, head + 1, epoch);
      for (let start = 0; start < wanted.length; start += LINES) {
        if (isClosed) return;
        const some = wanted.slice(start, start + LINES);
        const said = await about();
        const lines = some.map((one, i) => lineOf({ ...one, about: i === 0 ? said : undefined }));
        const answer = await journal.append(id, head + 1, lines);
        if (!answer.ok) return;
        head = Math.max(answer.value.head, head + some.length);
      }
    }
  };
  const poke = () => {
    if (!isLeading() || isClosed) return;
    if (running) {
      isAgain = true;
      return;
    }
    running = deliver()
      .catch(unexpected)
      .finally(() => {
        running = undefined;
        if (!isAgain) return;
        isAgain = false;
        poke();
      });
  };
  const idle = async (): Promise<void> => {
    if (!running) return;
    await running;
    await idle();
  };
  // Where the host could not be reached, it is asked again.
  const timer = setInterval(poke, RETRY);
  keepsNothingAlive(timer);

  return {
    poke,
    accountsChanged() {
      if (head !== undefined && head > 0) head = Math.min(head, seq()) - 1;
      poke();
    },
    async settled() {
      await idle();
    },
    async close() {
      clearInterval(timer);
      await idle();
      isClosed = true;
    },
  };
}

/** Lines have no gaps: between commands, and before the first, come the steps of following. */
function withGaps(entries: readonly LogEntry[], from: number, epoch: string): JournalEntry[] {
  const lines: JournalEntry[] = [];
  for (const entry of entries) {
    while (from + lines.length < entry.seq) lines.push({ epoch, entry: null, isPulled: true });
    lines.push({ epoch, entry });
  }
  return lines;
}

function lineOf({ epoch, entry, about, isPulled }: JournalEntry): string {
  const line = JSON.stringify({ epoch, entry, about, isPulled });
  return line.length <= MAX_LINE ? line : JSON.stringify({ epoch, entry: null, about });
}

const Line = z.looseObject({
  epoch: z.string(),
  entry: z
    .looseObject({ seq: z.int(), by: z.string(), command: z.looseObject({ id: z.string() }), events: z.array(z.unknown()) })
    .nullable(),
  isPulled: z.literal(true).optional(),
  about: z.looseObject({ name: z.string(), createdAt: z.string(), accounts: z.array(z.unknown()) }).optional(),
});

/** Everything in the journal after `after`, as far as it is whole and in order. Undefined where it cannot be asked. */
export async function readJournal(journal: Journal, id: string, after: number): Promise<JournalEntry[] | undefined> {
  const read: JournalEntry[] = [];
  for (let from = after; ;) {
    const answer = await journal.read(id, from, 2000);
    if (!answer.ok) return undefined;
    for (const { clientSeq, line } of answer.value.lines) {
      const entry = parseLine(line);
      if (!entry || clientSeq !== from + 1 || (entry.isPulled !== true && entry.entry?.seq !== clientSeq)) return read;
      read.push(entry);
      from = clientSeq;
    }
    if (answer.value.isEnd || answer.value.lines.length === 0) return read;
  }
}

export function parseLine(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return Line.safeParse(value).success ? (value as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}
