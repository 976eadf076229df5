import { newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import type { NewId } from '#shared/kernel/id.ts';
import type { Registry } from '#shared/model/capability.ts';
import { SYSTEM } from '#shared/model/record.ts';
import type { AccountsPorts } from '#main/application/server/accounts/accounts-ports.ts';
import type { LogStore } from '#main/application/server/log-store.ts';
import type { SyncServer } from '#main/application/server/sync-server.ts';

interface Parts {
  readonly log: LogStore;
  readonly sync: Pick<SyncServer, 'giveAsSystem'>;
  readonly registry: Registry;
  readonly newId: NewId;
}

/** Begins an empty tenant with its roles and the person who administers it. Where somebody is there already, it is they. */
export const beginTenant =
  ({ log, sync, registry, newId }: Parts): AccountsPorts['begin'] =>
  async (tenantId, first) => {
    const sight = { kinds: registry.kinds.map(({ kind }) => kind), scopes: '*' } as const;
    const [known] = await log.read(tenantId, sight, SYSTEM.personId, ({ reader }) =>
      reader.list({ kind: 'person', sort: [{ column: 'createdAt' }], limit: 1 }),
    );
    if (known) return known.id;
    const { drafts, firstPersonId } = newWorkspaceDrafts(first, newId);
    const begun = await sync.giveAsSystem(tenantId, drafts);
    if (!begun.ok) throw new Error(`The tenant could not be begun: ${begun.error.message}`);
    await log.write(tenantId, (writing) => writing.endFounding());
    return firstPersonId;
  };
