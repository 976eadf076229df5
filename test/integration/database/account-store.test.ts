import { describe } from 'vitest';
import { accountStoreContract } from '#test/support/account-store-contract.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { memoryAccounts } from '#test/support/server-memory/accounts.ts';

const postgres = await testPostgres();

accountStoreContract('in PGlite', () => openTestDatabase(undefined));
describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  accountStoreContract('in PostgreSQL', () => openTestDatabase(postgres));
});
accountStoreContract('in memory', async () => {
  const accounts = memoryAccounts(Date.now);
  return { accounts, log: { register: accounts.register, createTenant: async () => undefined }, close: async () => undefined };
});
