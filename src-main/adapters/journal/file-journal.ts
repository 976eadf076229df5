import { join } from 'node:path';
import type { JournalStore } from '#main/application/ports.ts';
import { WorkspaceJournal } from './workspace-journal.ts';

/** The journal on disk, a folder per workspace. Calls for one workspace run one after the other, in the order they came. */
export function fileJournal(folder: string, now: () => number = Date.now): JournalStore {
  const journals = new Map<string, Promise<WorkspaceJournal>>();
  const tails = new Map<string, Promise<unknown>>();
  let begun = 0;

  const segmentName = () => {
    begun += 1;
    return `${String(now()).padStart(15, '0')}-${process.pid}-${String(begun).padStart(6, '0')}.ndjson`;
  };
  const opened = (workspaceId: string) => {
    const known = journals.get(workspaceId);
    if (known) return known;
    const journal = WorkspaceJournal.open(join(folder, workspaceId), segmentName);
    journals.set(workspaceId, journal);
    journal.catch(() => journals.delete(workspaceId));
    return journal;
  };
  const inTurn = <T>(workspaceId: string, work: (journal: WorkspaceJournal) => Promise<T>): Promise<T> => {
    const before = tails.get(workspaceId) ?? Promise.resolve();
    const run = () => opened(workspaceId).then(work);
    const mine = before.then(run, run);
    tails.set(workspaceId, mine);
    return mine;
  };

  return {
    append: (workspaceId, firstSeq, lines) =>
      inTurn(workspaceId, async (journal) => {
        await journal.append(firstSeq, lines);
        return journal.head;
      }),
    read: (workspaceId, after, limit) => inTurn(workspaceId, (journal) => journal.read(after, limit)),
    head: (workspaceId) => inTurn(workspaceId, (journal) => Promise.resolve(journal.head)),
    drop: (workspaceId, through) =>
      inTurn(workspaceId, async (journal) => {
        if (through !== undefined) return journal.dropThrough(through);
        journals.delete(workspaceId);
        await journal.remove();
      }),
    async close() {
      await Promise.allSettled(tails.values());
      for (const journal of journals.values()) await (await journal).close();
    },
  };
}
