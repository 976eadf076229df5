import { describe } from 'vitest';
import { accountStoreContract } from '#test/support/account-store-contract.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import { testPostgres } from '#test/support/postgres.ts';

const postgres = await testPostgres();

accountStoreContract('in PGlite', () => openTestDatabase(undefined));
describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  accountStoreContract('in PostgreSQL', () => openTestDatabase(postgres));
});
