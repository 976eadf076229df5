import { expect, test } from 'vitest';
import { problemOf } from '#main/server/http-problem.ts';

test('a full disk under the database is said in words, and is worth trying again', () => {
  const said = [
    Object.assign(new Error('could not extend file'), { code: '53100' }),
    Object.assign(new Error('write'), { code: 'ENOSPC' }),
    new Error('could not write to file "pg_wal": No space left on device'),
  ].map(problemOf);
  for (const problem of said) {
    expect(problem?.status).toBe(503);
    expect(problem?.detail).toContain('disk of the server is full');
  }
  expect(problemOf(new Error('a mistake of ours'))).toBeUndefined();
});
