import { unexpected } from './unexpected.ts';
import { z } from 'zod';
import { type AccountRow, type Identity, type LogEntry, metaOf, type WorkspaceDatabase } from './database.ts';
import { keepsNothingAlive } from './leader.ts';
import { logEntries } from './log-entries.ts';
import type { Journal } from './ports.ts';

/**
 * The second copy of the log, kept by the host and fsynced there. What is promised: a write is said to be saved when it
 * is in the database; the journal follows in order, within moments, and catches up after any interruption. A database
 * that was lost or set back is rebuilt from it, short of at most what had not reached it yet. Each line has a whole
 * entry with its events; the first line of each delivery also says what the workspace is and who can sign in.
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
}
/** One line, after parsing. `entry` is null where it was too long to be kept. */
export interface JournalEntry {
  readonly epoch: string;
  readonly entry: LogEntry | null;
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
    return { name, createdAt, accounts: await database.accounts.toArray() };
  };

  const deliver = async () => {
    const known = head ?? (await journal.head(id).then((answer) => (answer.ok ? answer.value.head : undefined)));
    if (known === undefined || isClosed) return;
    head = known;
    for await (const entries of logEntries(database, { from: head + 1, to: seq() }))
      for (let start = 0; start < entries.length; start += LINES) {
        const some = entries.slice(start, start + LINES);
        const first = some[0];
        if (!first || isClosed) return;
        const said = await about();
        const lines = some.map((entry, i) => lineOf({ epoch, entry, about: i === 0 ? said : undefined }));
        const answer = await journal.append(id, first.seq, lines);
        if (!answer.ok) return;
        head = Math.max(answer.value.head, some.at(-1)?.seq ?? 0);
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

function lineOf({ epoch, entry, about }: JournalEntry): string {
  const line = JSON.stringify({ epoch, entry, about });
  return line.length <= MAX_LINE ? line : JSON.stringify({ epoch, entry: null, about });
}

const Line = z.looseObject({
  epoch: z.string(),
  entry: z
    .looseObject({ seq: z.int(), by: z.string(), command: z.looseObject({ id: z.string() }), events: z.array(z.unknown()) })
    .nullable(),
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
      if (!entry || clientSeq !== from + 1 || entry.entry?.seq !== clientSeq) return read;
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
