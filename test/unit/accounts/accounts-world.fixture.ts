import { scryptHash } from '#main/adapters/crypto/scrypt.ts';
import { type Accounts, openAccounts } from '#main/application/server/accounts/accounts.ts';
import type { Begun } from '#main/application/server/accounts/sessions.ts';
import type { TenantRow } from '#main/application/server/log-store.ts';
import { BUILTIN_ROLES, type BuiltinRoleKey } from '#shared/capabilities/identity/index.ts';
import { registry } from '#shared/capabilities/registry.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';
import { admin, seededBytes, world, type World } from '#test/support/memory-store.ts';
import { type MemoryAccounts, memoryAccounts } from '#test/support/server-memory/accounts.ts';

export const PASSPHRASE = 'four words in a row';

/** A server's accounts over memory, with a clock that moves when told: `here.pass(minutes)`. */
export interface AccountsWorld {
  readonly here: World;
  readonly store: MemoryAccounts;
  readonly accounts: Accounts;
  readonly tenants: Map<string, TenantRow>;
  /** A person with a role of the product. */
  person(name: string, role: BuiltinRoleKey): Promise<string>;
  /** A person who has accepted an invitation, on a device of their own. */
  member(name: string, role: BuiltinRoleKey): Promise<Begun>;
  tokenOf(email: string, passphrase?: string, device?: string): Promise<string>;
}

export const emailOf = (name: string) => `${name.toLowerCase()}@example.org`;
export const deviceOf = (name: string) => ({ id: `device-${name.toLowerCase()}`, name: `${name}’s laptop` });

/** For what must work: throws the problem's words. */
export function right<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`${result.error.title}: ${result.error.detail ?? ''}`);
  return result.value;
}

/** The code of what must be refused. */
export function refusedAs(result: Result<unknown, Problem>): string {
  if (result.ok) throw new Error('It was not refused');
  return result.error.type.replace('urn:countersign:problem:', '');
}

export async function accountsWorld(tenant: Partial<TenantRow> = {}): Promise<AccountsWorld> {
  const here = world(registry);
  const now = () => Date.parse(here.now());
  const store = memoryAccounts(now);
  const tenants = new Map([['t1', { id: 't1', name: 'Acme', epoch: 'e1', isFounding: false, ...tenant }]]);
  const roles = new Map<BuiltinRoleKey, string>();
  const role = async (key: BuiltinRoleKey): Promise<string> => {
    const id = roles.get(key) ?? (await here.make('role', { ...BUILTIN_ROLES[key], key }, admin)).id;
    roles.set(key, id);
    return id;
  };
  const person: AccountsWorld['person'] = async (name, key) =>
    (await here.make('person', { name, email: emailOf(name), active: true, roles: [await role(key)] }, admin)).id;

  const accounts = openAccounts({
    accounts: store,
    log: {
      tenant: async (id) => tenants.get(id),
      tenants: async () => [...tenants.values()],
      read: async (_tenantId, _sight, _personId, work) => work({ reader: here.store }),
      register: store.register,
    },
    registry,
    now,
    random: seededBytes(7),
    hash: scryptHash({ N: 2, r: 1, p: 1 }),
    async begin(tenantId, { name, email }) {
      const row = tenants.get(tenantId);
      if (row) tenants.set(tenantId, { ...row, isFounding: false });
      const [first] = await here.store.list({ kind: 'person' });
      return first?.id ?? (await here.make('person', { name, email, active: true, roles: [await role('administrator')] }, admin)).id;
    },
  });

  const invite = async (personId: string) => {
    const root = { tenantId: 't1', personId: 'root', deviceId: 'root', tokenDigest: '', expiresAt: '', actor: admin };
    return right(await accounts.invite(root, personId)).code;
  };
  return {
    here,
    store,
    accounts,
    tenants,
    person,
    async member(name, key) {
      const code = await invite(await person(name, key));
      return right(await accounts.accept({ code, passphrase: PASSPHRASE, device: deviceOf(name) }));
    },
    async tokenOf(email, passphrase = PASSPHRASE, device = 'device-other') {
      return right(await accounts.signIn({ email, passphrase, device: { id: device, name: 'Another' } })).token;
    },
  };
}
