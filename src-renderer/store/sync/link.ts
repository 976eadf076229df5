import { CHAIN_START } from '#shared/kernel/chain.ts';
import type { SessionInfo } from '#shared/sync/protocol.schema.ts';
import type { Link } from '#shared/sync/replica.ts';
import { type Counters, EMPTY_COUNTERS, type LinkRow, metaOf, NO_LINK, type WorkspaceDatabase } from '../database.ts';

/** How a device follows from where nothing is here yet, or, while founding, from where everything is still to be brought. */
export function linkFor({ tenant, epoch, scope, personId, device }: SessionInfo, phase: 'founding' | 'loading'): Link {
  return {
    phase,
    tenant,
    epoch,
    scope,
    personId,
    device,
    cursor: { seq: 0, hash: CHAIN_START },
    pushed: 0,
    done: 0,
    answered: [],
    setAside: [],
    checkpoints: [],
    farthest: null,
    pulledAt: null,
  };
}

/** Makes a workspace follow a server, or no longer. Every window takes notice: it starts over from what is there. */
export async function putLink(
  database: WorkspaceDatabase,
  row: Pick<LinkRow, 'link'> & Partial<Pick<LinkRow, 'url' | 'deviceName'>>,
  also: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const { meta, pages, fresh, events, heads, confirmed, predicted, attention } = database;
  await database.transaction('rw', [meta, pages, fresh, events, heads, confirmed, predicted, attention], async () => {
    const [before, counters] = await Promise.all([metaOf(database, NO_LINK), metaOf(database, EMPTY_COUNTERS)]);
    const next: LinkRow = { ...before, ...row, revision: before.revision + 1 };
    const raised: Counters = { ...counters, generation: counters.generation + 1 };
    await also();
    await meta.bulkPut([next, raised]);
  });
}
