import { expect, test } from 'vitest';
import type { Caller } from '#main/server/endpoint-handlers.ts';
import { knownSessions } from '#main/server/known-sessions.ts';

test('whose session it is, is looked up once a second, and anew when any may have ended or the look-up failed', async () => {
  let now = 0;
  let asked = 0;
  let fails = false;
  const caller = { personId: 'per' } as Caller;
  const known = knownSessions(
    async (token) => {
      asked += 1;
      if (fails) throw new Error('no database');
      return token === 'right' ? caller : undefined;
    },
    () => now,
  );
  await Promise.all([known.of('right'), known.of('right')]);
  expect(await known.of('right')).toBe(caller);
  expect(await known.of('wrong')).toBeUndefined();
  expect(asked).toBe(2);
  now = 1_000;
  await known.of('right');
  expect(asked).toBe(3);
  known.forget();
  await known.of('right');
  expect(asked).toBe(4);
  known.forget();
  fails = true;
  await expect(known.of('right')).rejects.toThrow('no database');
  fails = false;
  expect(await known.of('right')).toBe(caller);
});
