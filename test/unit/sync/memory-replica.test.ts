import { idMaker } from '#shared/kernel/id.ts';
import { refusalLines } from '#shared/kernel/refusal.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { Link } from '#shared/sync/replica.ts';
import { type Disk, emptyDisk, memoryReplica } from '#test/support/memory-replica.ts';
import { seededBytes } from '#test/support/memory-store.ts';
import { type OpenedReplica, replicaContract } from '#test/support/replica-contract.ts';

const now = () => Date.UTC(2026, 10, 2, 10);

function opened(disk: Disk): OpenedReplica {
  const replica = memoryReplica(disk, { registry, now, newId: idMaker(seededBytes(3), now), node: 'dev1' });
  return {
    replica,
    async dispatch(draft, personId) {
      const actor = await replica.actor(personId, replica.reader);
      if (!actor) throw new Error('Nobody');
      const done = await replica.dispatch(draft, actor);
      if (!done.ok) throw new Error(refusalLines(done.error).join('\n'));
    },
    attention: async () => [...disk.attention.values()],
    reopen: async () => opened(disk),
    close: async () => undefined,
  };
}

replicaContract('in memory', async (link: Link) => opened(emptyDisk(link)));
