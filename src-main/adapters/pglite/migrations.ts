import logAndRecords from './migrations/0001-log-and-records.sql?raw';

/** Every migration in its order. They only go forward: what was applied once is never edited, a mistake is mended by the next one. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-log-and-records', sql: logAndRecords },
];
