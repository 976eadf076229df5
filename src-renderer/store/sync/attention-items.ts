import type { Attention } from '#shared/sync/replica.ts';
import type { AttentionRow, WorkspaceDatabase } from '../database.ts';

const isOpen = (row: AttentionRow): row is Attention => !('settledAt' in row);

/** What waits for a person, oldest first. */
export async function openItems(database: WorkspaceDatabase): Promise<Attention[]> {
  const rows = await database.attention.toArray();
  return rows.filter(isOpen).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}
