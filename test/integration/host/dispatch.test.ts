import { expect, test } from 'vitest';
import { dispatch, type Caller, type DispatchPorts } from '#main/application/dispatch.ts';
import { ok } from '#shared/kernel/result.ts';

const anyone: Caller = { windowId: 1, may: () => true };
const nobody: Caller = { windowId: 1, may: () => false };

function host(handlers: DispatchPorts['handlers'] = {}) {
  const logged: { event: string; facts: unknown; cause: unknown }[] = [];
  const ports: DispatchPorts = {
    handlers,
    newCorrelationId: () => 'cor-1',
    logger: { info: () => undefined, error: (event, facts, cause) => logged.push({ event, facts, cause }) },
  };
  const call = (name: unknown, input: unknown, caller = anyone) => dispatch(ports, name, input, caller);
  return { call, logged };
}

const journalHead = { 'journal.head': () => Promise.resolve(ok({ head: 7 })) };

test.each(['nothing.here', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '', 42, null, undefined, ['host.info']])(
  'the name %j is no endpoint: 404',
  async (name) => {
    expect(await host().call(name, {})).toMatchObject({ ok: false, error: { status: 404 } });
  },
);

test('an input of another form is refused with the place of every issue: 422', async () => {
  const answer = await host(journalHead).call('journal.head', { workspaceId: '../../etc/passwd', more: 1 });
  expect(answer).toMatchObject({ ok: false, error: { status: 422 } });
  expect(answer.ok ? [] : answer.error.issues?.map((issue) => issue.path)).toEqual(['workspaceId', '']);
});

test('a caller without the permission is refused before its input is read: 403', async () => {
  expect(await host(journalHead).call('journal.head', 'not even an object', nobody)).toMatchObject({ ok: false, error: { status: 403 } });
});

test('an input over the cap of its endpoint is refused: 413', async () => {
  const lines = Array.from({ length: 40 }, () => 'x'.repeat(500_000));
  const answer = await host().call('journal.append', { workspaceId: 'ws_1', firstSeq: 1, lines });
  expect(answer).toMatchObject({ ok: false, error: { status: 413 } });
});

test('an endpoint that this host does not offer says so: 503', async () => {
  expect(await host().call('print.pdf', { name: 'a.pdf' })).toMatchObject({ ok: false, error: { status: 503 } });
});

test('a bug becomes a correlation id for the caller and a line in the log that repeats no input', async () => {
  const { call, logged } = host({ 'journal.head': () => Promise.reject(new Error('boom')) });
  const answer = await call('journal.head', { workspaceId: 'ws_secret' });
  expect(answer).toMatchObject({ ok: false, error: { status: 500, correlationId: 'cor-1' } });
  expect(JSON.stringify(answer)).not.toContain('boom');
  expect(logged).toMatchObject([{ event: 'dispatch.failed', facts: { endpoint: 'journal.head', correlationId: 'cor-1' } }]);
  expect(JSON.stringify(logged)).not.toContain('ws_secret');
});

test('a handler that answers another form than its contract is a bug, not an answer', async () => {
  const wrong = { 'journal.head': () => Promise.resolve(ok({ head: -1 })) };
  expect(await host(wrong).call('journal.head', { workspaceId: 'ws_1' })).toMatchObject({ ok: false, error: { status: 500 } });
});

test('a known name with a good input reaches its handler', async () => {
  expect(await host(journalHead).call('journal.head', { workspaceId: 'ws_1' })).toEqual({ ok: true, value: { head: 7 } });
});
