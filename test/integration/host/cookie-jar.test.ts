import { expect, test } from 'vitest';
import { cookieJar } from '#main/application/forward/cookie-jar.ts';
import { mergeCookies, readSetCookie } from '#main/application/forward/cookies.ts';

const server = 'https://countersign.example/';

/** A store as a machine has it, or has not. */
function machine(trouble: { isAvailable?: boolean; isBroken?: boolean } = {}) {
  const kept = new Map<string, string>();
  const logged: string[] = [];
  const may = <T>(work: () => T): Promise<T> => (trouble.isBroken === true ? Promise.reject(new Error('ENOSPC')) : Promise.resolve(work()));
  let now = 1_000_000;
  const jar = () =>
    cookieJar({
      store: {
        isAvailable: () => Promise.resolve(trouble.isAvailable ?? true),
        set: (name, value) => may(() => void kept.set(name, value)),
        get: (name) => may(() => kept.get(name) ?? null),
        remove: (name) => may(() => void kept.delete(name)),
      },
      now: () => now,
      logger: { info: () => undefined, error: (event) => void logged.push(event) },
    });
  return { kept, logged, trouble, jar, pass: (ms: number) => (now += ms) };
}

test.each([
  [['a=1'], [{ name: 'a', value: '1', expires: null }]],
  [['a="1"; Path=/; HttpOnly; Max-Age=5'], [{ name: 'a', value: '1', expires: 6000 }]],
  [
    ['a=1; Expires=Thu, 01 Jan 1970 00:00:09 GMT, b=2; Secure'],
    [
      { name: 'a', value: '1', expires: 9000 },
      { name: 'b', value: '2', expires: null },
    ],
  ],
  [['a=; Max-Age=0'], [{ name: 'a', value: '', expires: 1000 }]],
  [['a=1; max-age=nonsense; expires=never'], [{ name: 'a', value: '1', expires: null }]],
  [['', '=1', 'a', 'a b=1', 'a=1\r\nx: y', 'a=1 2'], []],
])('the cookies in %j', (lines, cookies) => {
  expect(readSetCookie(lines, 1000)).toEqual(cookies);
});

test('a cookie that is set again is replaced, and one that is over is gone', () => {
  const one = { name: 'a', value: '1', expires: null };
  expect(mergeCookies([one], [{ ...one, value: '2' }], 0)).toEqual([{ ...one, value: '2' }]);
  expect(mergeCookies([one], [{ ...one, expires: 5 }], 5)).toEqual([]);
});

test('a session is kept for one workspace at one server, until it is over', async () => {
  const { jar, pass } = machine();
  const first = jar();
  await first.take('ws_1', server, ['t=1; Max-Age=60', 'u=2']);
  expect(await first.of('ws_1', server)).toBe('t=1; u=2');
  expect([await first.of('ws_2', server), await first.of('ws_1', 'https://other.example/')]).toEqual([null, null]);
  const second = jar();
  expect(await second.of('ws_1', server)).toBe('t=1; u=2');
  pass(60_000);
  expect(await second.of('ws_1', server)).toBe('u=2');
  await second.forget('ws_1');
  expect(await jar().of('ws_1', server)).toBeNull();
});

test('cookies that two answers set at once are all kept', async () => {
  const { jar } = machine();
  const one = jar();
  await Promise.all([one.take('ws_1', server, ['a=1']), one.take('ws_1', server, ['b=2']), one.take('ws_1', server, ['c=3'])]);
  expect(await one.of('ws_1', server)).toBe('a=1; b=2; c=3');
  expect(await jar().of('ws_1', server)).toBe('a=1; b=2; c=3');
});

test('where a secret would lie in plain text, the session is in memory only', async () => {
  const { jar, kept } = machine({ isAvailable: false });
  const one = jar();
  await one.take('ws_1', server, ['t=1']);
  expect([await one.of('ws_1', server), kept.size]).toEqual(['t=1', 0]);
  expect(await jar().of('ws_1', server)).toBeNull();
});

test('a store that breaks or holds nonsense costs a sign-in, and is logged', async () => {
  const { jar, logged, kept, trouble } = machine({ isBroken: true });
  const one = jar();
  await one.take('ws_1', server, ['t=1']);
  expect(await one.of('ws_1', server)).toBe('t=1');
  expect(logged).toEqual(['sessions.unreadable', 'sessions.unwritten']);
  trouble.isBroken = false;
  kept.set('ws_1', '{"half":');
  expect(await jar().of('ws_1', server)).toBeNull();
});
