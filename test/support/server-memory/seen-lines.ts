import type { NewLine, SeenLine } from '#main/application/server/log-store.ts';
import { fold } from '#shared/model/evolve.ts';
import { isInSight, type Sight } from '#shared/model/visibility.ts';
import type { TenantMemory } from './tenant-memory.ts';

interface Eyes {
  readonly sight: Sight;
  readonly personId: string;
  /** Whether a record, as it is now, is in sight. */
  readonly isSeen: (recordId: string) => boolean;
}

/** Lines as somebody may see them. */
export function linesFor(kept: TenantMemory, eyes: Eyes, after: number, limit: number): SeenLine[] {
  return kept.lines.slice(after, after + limit).map((line) => seen(line, kept, eyes));
}

function seen(line: NewLine, kept: TenantMemory, { sight, personId, isSeen }: Eyes): SeenLine {
  const { seq, leaf, hash, kind, recordId, scope, scopeBefore, onlyFor, body, values } = line;
  const link = { seq, leaf, hash };
  if (onlyFor !== null) return onlyFor === personId ? { ...link, body, values } : link;
  const [is, was] = [isInSight(sight, kind, scope), isInSight(sight, kind, scopeBefore)];
  if (!is) return was ? { ...link, gone: recordId } : link;
  if (!isSeen(recordId)) return link;
  return { ...link, body, values, ...(was ? {} : entered(line, kept)) };
}

/** The record as it was after the line. */
function entered({ body, recordId }: NewLine, kept: TenantMemory): Pick<SeenLine, 'entered'> {
  if (body.type !== 'event') return {};
  const record = fold(kept.events(recordId).filter(({ version }) => version <= body.event.version));
  return record ? { entered: record } : {};
}
