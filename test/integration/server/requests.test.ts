import { connect } from 'node:net';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { api, type ApiName } from '#shared/contract/api.contract.ts';
import type { ApiEndpoint } from '#shared/contract/api-endpoint.ts';
import { problemCatalogue } from '#shared/kernel/problem.ts';
import { type Member, newId, PASSPHRASE, type Started, startServer } from './started.ts';

let server: Started;
let dana: Member;
beforeAll(async () => {
  server = await startServer();
  dana = await server.tenant('Requests');
}, 120_000);

const endpoints = Object.entries(api) as [ApiName, ApiEndpoint][];
const withBody = endpoints.filter(([, { body }]) => body !== undefined);
const signedInOnes = endpoints.filter(([, { who }]) => who === 'signedIn' || who === 'founder');

/** Where an endpoint is, with ids from its example. */
const placeOf = ({ path, example }: ApiEndpoint): string => {
  const params = (example.params ?? {}) as { readonly [name: string]: string };
  const query = new URLSearchParams((example.query ?? {}) as { readonly [name: string]: string }).toString();
  return path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '') + (query === '' ? '' : `?${query}`);
};

interface Told {
  readonly status: number;
  readonly code: string;
  readonly headers: Headers;
  readonly problem: { readonly type: string; readonly status: number; readonly issues?: readonly object[]; readonly params?: object };
}

/** The answer must be a problem of the catalogue, with the catalogue's status. */
async function problemIn(response: Response): Promise<Told> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = (await response.json()) as Told['problem'];
  const code = problem.type.replace('urn:countersign:problem:', '');
  expect(problemCatalogue).toHaveProperty(code);
  expect(problem.status).toBe(response.status);
  return { status: response.status, code, headers: response.headers, problem };
}
const refused = async (path: string, init: RequestInit = {}) => problemIn(await fetch(server.url + path, init));
const bearer = () => ({ authorization: `Bearer ${dana.token}` });
const asJson = (body: string): RequestInit => ({
  method: 'POST',
  headers: { ...bearer(), 'content-type': 'application/json' },
  body,
});

describe('[PI4.5] what is wrong with a request is told from one catalogue', () => {
  test('an unknown path is 404, another method is 405 and names the right ones', async () => {
    expect(await refused('/v2/session')).toMatchObject({ status: 404, code: 'unknownEndpoint' });
    expect(await refused('/v1/constructor')).toMatchObject({ status: 404 });
    for (const [, one] of endpoints) {
      const there = endpoints.filter(([, other]) => other.path === one.path).map(([, { method }]) => method as string);
      for (const method of ['PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS'].filter((name) => !there.includes(name))) {
        const told = await refused(placeOf(one), { method, headers: { 'content-type': 'text/x-any' } });
        expect(told).toMatchObject({ status: 405, code: 'methodNotAllowed' });
        expect(told.headers.get('allow')?.split(', ').toSorted()).toEqual(there.toSorted());
      }
    }
  });

  test.each(signedInOnes)('%s without a session, or with one that is nobody’s, is 401', async (_name, one) => {
    for (const headers of [
      {},
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'x'.repeat(43)}` },
      { authorization: `Basic ${dana.token}` },
      { cookie: 'countersign_session=x; countersign_session=%00' },
    ]) {
      const told = await refused(placeOf(one), { method: one.method, headers: headers as Record<string, string> });
      expect(told).toMatchObject({ status: 401, code: 'signInNeeded' });
      expect(told.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test.each(withBody)('%s takes JSON of its own form and size only', async (_name, one) => {
    const path = placeOf(one);
    const type = (value: string) => ({ method: 'POST', headers: { ...bearer(), 'content-type': value }, body: '{}' });
    expect(await refused(path, type('text/plain'))).toMatchObject({ status: 415, code: 'unsupportedType' });
    expect(await refused(path, type('application/x-www-form-urlencoded'))).toMatchObject({ status: 415 });
    expect(await refused(path, type('multipart/form-data; boundary=x'))).toMatchObject({ status: 415 });
    for (const text of ['{', '{"a":}', 'null x', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', '\u0000'])
      expect(await refused(path, asJson(text))).toMatchObject({ status: 400, code: 'malformed' });
    for (const text of ['', 'null', '[]', '"text"', '1', '{}', '{"unknown":1}']) {
      const told = await refused(path, asJson(text));
      expect(told).toMatchObject({ status: 422, code: 'invalidInput' });
      expect(told.problem.issues?.length).toBeGreaterThan(0);
    }
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(
      await refused(path, asJson(`{"email":${deep},"commands":${deep},"kind":${deep}}`.slice(0, one.maxBody ?? 60_000))),
    ).toMatchObject({
      status: expect.toSatisfy((status) => status === 422 || status === 400) as number,
    });
    const tooLarge = await refused(path, asJson(`{"x":"${'a'.repeat(one.maxBody ?? 65_536)}"}`));
    expect(tooLarge).toMatchObject({ status: 413, code: 'tooLarge' });
  });

  test('parameters of paths and queries have forms too', async () => {
    const get = (path: string) => refused(path, { headers: bearer() });
    expect(await get('/v1/records/nobody')).toMatchObject({ status: 422 });
    expect(await get('/v1/records/..%2f..%2fetc')).toMatchObject({ status: 422 });
    expect(await get('/v1/records/%zz')).toMatchObject({ status: 400 });
    expect(await get(`/v1/records/${'x'.repeat(5_000)}`)).toMatchObject({ status: 400 });
    expect(await get('/v1/pages/zz')).toMatchObject({ status: 422 });
    for (const query of [
      '',
      '?after=-1',
      '?after=1e9&epoch=a&scope=b',
      '?after=1&after=2&epoch=a&scope=b',
      '?after=1&epoch=a&scope=b&limit=0',
    ])
      expect(await get(`/v1/pull${query}`)).toMatchObject({ status: 422, code: 'invalidInput' });
    expect(await get('/v1/pull?after=1&epoch=a&scope=b&constructor=1')).toMatchObject({ status: 422 });
  });

  test('text that no database keeps is told, not tripped over', async () => {
    const zero = JSON.stringify({ kind: 'system', where: [{ column: 'name', op: 'is', value: 'a\u0000b' }] });
    expect(await refused('/v1/query', asJson(zero))).toMatchObject({ status: 422 });
    expect(await refused('/v1/query', asJson('{"kind":"system","text":"\\ud800"}'))).toMatchObject({ status: 422 });
    const sent = await dana.push(['systems.create', newId('sys'), { fields: { name: 'a\u0000b' } }]);
    expect(sent.verdicts).toMatchObject([{ outcome: 'refused', refusal: { code: 'input.text' } }]);
    const device = { id: 'device', name: '\u0000' };
    const body = JSON.stringify({ email: 'a@example.org', passphrase: 'x\u0000', device });
    expect(await refused('/v1/sign-in', asJson(body))).toMatchObject({ status: 422 });
  });

  test('a push that leaves commands out is 409 and names the last one; a pull of another log is 410', async () => {
    const push = { previous: 900, commands: [{ ...commandOf(), seq: 901 }] };
    expect(await refused('/v1/push', asJson(JSON.stringify(push)))).toMatchObject({ status: 409, code: 'pushGap' });
    const gone = await refused(`/v1/pull?after=0&epoch=${dana.session.epoch}&scope=${'0'.repeat(64)}`, { headers: bearer() });
    expect(gone).toMatchObject({ status: 410, code: 'startOver', problem: { params: { reason: 'scope' } } });
  });

  test('a client that is too old is 426, whatever it asks; one that says nothing of its age is let in', async () => {
    const ask = (version: string) => fetch(`${server.url}/v1/session`, { headers: { ...bearer(), 'x-countersign-client': version } });
    for (const old of ['0.0.9', '0.0.0-beta']) expect(await problemIn(await ask(old))).toMatchObject({ status: 426, code: 'clientTooOld' });
    for (const fine of ['0.1.0', '0.2.0', '1.0.0', '10.0.0', 'unbuilt', '']) expect((await ask(fine)).status).toBe(200);
  });

  test('what is not even HTTP gets a problem too', async () => {
    const raw = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
        let said = '';
        socket.on('data', (part: Buffer) => (said += part.toString()));
        socket.on('close', () => resolve(said));
        socket.on('error', reject);
      });
    const overflow = await raw(`GET /v1/session HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(40_000)}\r\n\r\n`);
    expect(overflow).toMatch(/^HTTP\/1\.1 431 /);
    expect(overflow).toContain('"type":"urn:countersign:problem:headersTooLarge"');
    for (const nonsense of [
      'NONSENSE\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'POST /v1/push HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n',
    ]) {
      const said = await raw(nonsense);
      expect(said).toMatch(/^HTTP\/1\.1 400 /);
      expect(said).toContain('application/problem+json');
    }
  });

  test('a database that is away is 503, and worth another try', async () => {
    const reasons = [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), new Error('Connection terminated unexpectedly')];
    const without = await startServer({ authenticate: () => Promise.reject(reasons.shift() ?? new Error('never')) });
    for (let i = 0; i < 2; i++) {
      const told = await problemIn(await fetch(`${without.url}/v1/session`, { headers: bearer() }));
      expect(told).toMatchObject({ status: 503, code: 'unavailable' });
      expect(told.headers.get('retry-after')).toBe('5');
    }
    await without.stop();
  }, 60_000);

  test('a mistake of ours is 500 with a number to ask about, and says nothing of what went wrong', async () => {
    const broken = await startServer({ authenticate: () => Promise.reject(new Error('the secret reason')) });
    const response = await fetch(`${broken.url}/v1/session`, { headers: bearer() });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
    const { correlationId } = JSON.parse(text) as { correlationId: string };
    expect(broken.errors).toMatchObject([{ event: 'request.failed', facts: { correlationId } }]);
    await broken.stop();
  }, 60_000);
});

const commandOf = () => ({
  seq: 1,
  command: {
    id: newId('cmd'),
    name: 'systems.create',
    recordId: newId('sys'),
    input: {},
    at: new Date().toISOString(),
    time: `${new Date().toISOString()}-0000-a`,
  },
});

describe('whatever is sent, the server says what is wrong with it and never that it broke', () => {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom<unknown>('\u0000', '\ud800', '../../etc/passwd', "' or 1=1 --", '__proto__', 1e308, -0, 2 ** 53, '', [], {}),
  );

  /** The endpoint's own example with something in it replaced, left out or added: nearer to what gets through than noise. */
  const nearly = (example: unknown): fc.Arbitrary<unknown> => {
    const places: (readonly string[])[] = [];
    const walk = (value: unknown, at: readonly string[]) => {
      places.push(at);
      if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) walk(one, [...at, key]);
    };
    walk(example, []);
    return fc
      .tuple(fc.constantFrom(...places), junk, fc.constantFrom('replace', 'remove', 'add'))
      .map(([place, value, how]) => changed(example, place, value, how));
  };
  const changed = (value: unknown, [key, ...rest]: readonly string[], put: unknown, how: string): unknown => {
    if (key === undefined) return how === 'add' && typeof value === 'object' ? { ...value, extra: put } : put;
    if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === key ? changed(one, rest, put, how) : one));
    const object = value as { readonly [name: string]: unknown };
    if (rest.length === 0 && how === 'remove') return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
    return { ...object, [key]: changed(object[key], rest, put, how) };
  };

  test.each(withBody)(
    '%s',
    async (_name, one) => {
      const runs = one.isGuessable ? 15 : 40;
      await fc.assert(
        fc.asyncProperty(fc.oneof(nearly(one.example.body), junk), async (body) => {
          const response = await fetch(server.url + placeOf(one), asJson(JSON.stringify(body)));
          expect(response.status, JSON.stringify(body)).toBeLessThan(500);
          if (!response.ok) await problemIn(response);
        }),
        { numRuns: runs },
      );
      expect(server.errors).toEqual([]);
    },
    60_000,
  );

  test('paths and queries', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('%', '%00', '..', '//', '?', '#', '%ff', 'a'.repeat(300)),
    );
    const path = fc.oneof(
      fc
        .tuple(fc.constantFrom(...endpoints.map(([, { path }]) => path)), text)
        .map(([path, word]) => path.replaceAll(/:\w+/g, encodeSome(word))),
      text.map((word) => `/v1/${encodeSome(word)}`),
      fc.tuple(text, text).map(([key, value]) => `/v1/pull?after=0&${encodeSome(key)}=${encodeSome(value)}`),
    );
    await fc.assert(
      fc.asyncProperty(
        path.filter((one) => !one.startsWith('/v1/live')),
        async (one) => {
          const response = await fetch(new URL(server.url + one), { headers: bearer() });
          await response.arrayBuffer();
          expect(response.status, one).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
    expect(server.errors).toEqual([]);
  }, 60_000);

  test('headers', async () => {
    const names = [
      'authorization',
      'cookie',
      'content-type',
      'x-countersign-client',
      'accept-encoding',
      'sec-fetch-site',
      'x-forwarded-for',
      'range',
    ];
    const value = fc.string({ maxLength: 60 }).map((one) => one.replaceAll(/[^\x20-\x7e]/g, 'x').trim());
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (headers) => {
        const response = await fetch(`${server.url}/v1/query`, {
          method: 'POST',
          headers: { ...bearer(), ...headers },
          body: '{"kind":"system"}',
        });
        await response.arrayBuffer();
        expect(response.status, JSON.stringify(headers)).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
    expect(server.errors).toEqual([]);
  }, 60_000);
});

const encodeSome = (text: string) => encodeURIComponent(text.toWellFormed()).replaceAll('%25', '%');

test('a sign-in that fails says no more than that, and after a few the address is closed for a while', async () => {
  const device = { id: 'guesser', name: 'x' };
  const guess = (email: string) => refused('/v1/sign-in', asJson(JSON.stringify({ email, passphrase: 'not this one', device })));
  const known = await guess(dana.email);
  const unknown = await guess('nobody@example.org');
  expect(unknown.problem).toEqual(known.problem);
  let last = known;
  for (let i = 0; i < 8 && last.status === 401; i++) last = await guess(dana.email);
  expect(last).toMatchObject({ status: 429, code: 'tooManyAttempts' });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  const right = { email: dana.email, passphrase: PASSPHRASE, device };
  expect(await refused('/v1/sign-in', asJson(JSON.stringify(right)))).toMatchObject({ status: 429 });
});
