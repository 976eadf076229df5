import { describe } from 'vitest';
import { logStoreContract } from '#test/support/log-store-contract.ts';
import { noteRegistry } from '#test/support/notes.ts';
import { openTestDatabase } from '#test/support/open-test-database.ts';
import { testPostgres } from '#test/support/postgres.ts';
import { memoryLogStore } from '#test/support/server-memory/memory-log-store.ts';

const postgres = await testPostgres();

logStoreContract('in PGlite', () => openTestDatabase(undefined));
describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  logStoreContract('in PostgreSQL', () => openTestDatabase(postgres));
});
logStoreContract('in memory', async () => ({ log: memoryLogStore(noteRegistry), close: async () => undefined }));
