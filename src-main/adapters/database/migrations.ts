import log from './migrations/0001-log.sql?raw';
import accounts from './migrations/0002-accounts.sql?raw';
import rowSecurity from './migrations/0003-row-security.sql?raw';

/** Every migration in its order. They only go forward: what was applied once is never edited, a mistake is mended by the next one. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-log', sql: log },
  { name: '0002-accounts', sql: accounts },
  { name: '0003-row-security', sql: rowSecurity },
];
