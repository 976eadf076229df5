import { randomUUID } from 'node:crypto';
import { idMaker } from '#shared/kernel/id.ts';
import { secureRandom } from '#main/adapters/crypto/random.ts';
import type { ServerDatabase } from '#main/adapters/database/open-database.ts';
import type { Accounts } from '#main/application/server/accounts/accounts.ts';
import type { TenantRow } from '#main/application/server/log-store.ts';

const newTenantId = idMaker(secureRandom, Date.now);

/** An empty tenant, to be founded by whoever holds an invitation to it. */
export async function createTenant(
  { log }: Pick<ServerDatabase, 'log'>,
  name: string,
  id: string = newTenantId('ten'),
): Promise<TenantRow> {
  const row = { id, name, epoch: randomUUID(), isFounding: true };
  await log.createTenant(row);
  return row;
}

/** The first tenant of an empty database. Servers that start at once agree on which it is. */
export async function ensureTenant(database: ServerDatabase, name: string): Promise<void> {
  if ((await database.log.tenants()).length > 0) return;
  const id = await database.keepFirst<string>('firstTenant', newTenantId('ten'));
  try {
    await createTenant(database, name, id);
  } catch (cause) {
    // Another server was quicker.
    if (!(await database.log.tenant(id))) throw cause;
  }
}

/** An invitation to each tenant that nobody can sign in to yet. */
export async function invitationsToFound(
  { log }: Pick<ServerDatabase, 'log'>,
  accounts: Pick<Accounts, 'foundingInvitation'>,
): Promise<readonly { readonly tenant: TenantRow; readonly code: string }[]> {
  const open = [];
  for (const tenant of await log.tenants()) {
    const invited = await accounts.foundingInvitation(tenant.id);
    if (invited.ok) open.push({ tenant, code: invited.value.code });
  }
  return open;
}
