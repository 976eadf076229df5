import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { clientFromDocument } from './document-client.ts';
import { PASSPHRASE, type Started, startServer } from './started.ts';

let server: Started;
let client: Awaited<ReturnType<typeof clientFromDocument>>;
beforeAll(async () => {
  server = await startServer();
  client = await clientFromDocument(server.url);
}, 120_000);

/** An id as the document's pattern asks for: UUID version 7 in hex, behind a prefix. */
function idOf(prefix: string): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomUUID().replaceAll('-', '');
  return `${prefix}_${hex.slice(0, 12)}7${hex.slice(13, 16)}8${hex.slice(17, 32)}`;
}
const instant = () => new Date().toISOString();

interface SignedIn {
  readonly token: string;
  readonly personId: string;
  readonly epoch: string;
  readonly scope: string;
  readonly head: number;
  readonly keys: object;
}

test('[PI4.1] a client made from the document alone signs in, pushes, pulls, queries and reads a history', async () => {
  const { call } = client;
  const founder = await server.tenant('Document Works');
  const device = { id: 'document-client', name: 'A client' };
  const signIn = await call('signIn', {
    body: { tenant: 'document works', email: founder.email, passphrase: PASSPHRASE, device, keep: 'token' },
  });
  expect(signIn.status).toBe(200);
  const { token, epoch, scope, head } = signIn.value as SignedIn;

  const recordId = idOf('sys');
  const system = idOf('sys');
  const command = (name: string, record: string, input: object, seq: number) => ({
    seq,
    command: { id: idOf('cmd'), name, recordId: record, input, at: instant(), time: `${instant()}-0000-document` },
  });
  const commands = [
    command('systems.create', recordId, { fields: { name: 'Payroll', criticality: 'high' } }, 1),
    command('systems.create', system, { fields: { name: 'Ledger' } }, 2),
    command('systems.edit', recordId, { fields: { name: 'Payroll 2' } }, 3),
    command('systems.create', idOf('sys'), { fields: {} }, 4),
  ];
  const pushed = await call('push', { token, body: { previous: 0, commands } });
  const { verdicts } = pushed.value as { verdicts: { outcome: string; isRepeat: boolean; refusal?: { unmet: object[] } }[] };
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
  expect(verdicts[3]?.refusal?.unmet).not.toEqual([]);
  const again = await call('push', { token, body: { previous: 0, commands } });
  expect((again.value as { verdicts: { isRepeat: boolean }[] }).verdicts.every(({ isRepeat }) => isRepeat)).toBe(true);

  const pulled = await call('pull', { token, query: { after: head, epoch, scope, limit: 100 } });
  const lines = pulled.value as { seq?: number; body?: { type: string }; through?: number; head?: number }[];
  expect(lines.map(({ body }) => body?.type)).toEqual(['event', 'event', 'event', 'refused', undefined]);
  expect(lines.at(-1)).toMatchObject({ through: head + 4, head: head + 4 });

  const asked = await call('query', { token, body: { kind: 'system', where: [{ column: 'name', op: 'contains', value: 'payroll' }] } });
  expect(asked.value).toMatchObject({ total: 1, heads: [{ id: recordId, label: 'Payroll 2' }] });
  expect((await call('record', { token, path: { id: recordId } })).value).toMatchObject({ fields: { name: 'Payroll 2' }, version: 2 });
  const { events } = (await call('history', { token, path: { id: recordId } })).value as {
    events: { event: { type: string; by: string } }[];
  };
  expect(events.map(({ event }) => event.type)).toEqual(['system.created', 'system.edited']);
  expect(server.errors).toEqual([]);
});

test('[PI4.1] every operation of the document is answered as it says', async () => {
  const { call, operations } = client;
  const used = new Set<string>();
  const ask = async (name: string, given: Parameters<typeof call>[1] = {}) => {
    used.add(name);
    return call(name, given);
  };
  const founder = await server.tenant('Every Operation');
  const device = { id: 'every-operation', name: 'A client' };
  const tenant = 'Every Operation';
  const signedIn = await ask('signIn', { body: { tenant, email: founder.email, passphrase: PASSPHRASE, device, keep: 'token' } });
  const { token, personId, epoch, scope, keys } = signedIn.value as SignedIn;
  expect((await ask('session', { token })).value).toMatchObject({
    personId,
    device: device.id,
    minimumClient: '0.1.0',
    isFounding: false,
    keys,
  });

  // People, invitations and devices.
  const { heads } = (await ask('query', { token, body: { kind: 'role' } })).value as { heads: { id: string; label: string }[] };
  const other = idOf('per');
  const made = {
    id: idOf('cmd'),
    name: 'people.create',
    recordId: other,
    input: {
      fields: { name: 'Ravi', email: 'ravi@example.org', active: true, roles: [heads.find(({ label }) => label === 'Approver')?.id ?? ''] },
    },
    at: instant(),
    time: `${instant()}-0000-every`,
  };
  expect((await ask('push', { token, body: { previous: 0, commands: [{ seq: 1, command: made }] } })).value).toMatchObject({
    verdicts: [{ outcome: 'accepted' }],
  });
  const invited = await ask('invite', { token, body: { personId: other } });
  expect(invited.status).toBe(201);
  const { code } = invited.value as { code: string };
  const second = { id: 'second-device', name: 'Another' };
  const accepted = await ask('accept', {
    body: { code, email: 'ravi@example.org', passphrase: PASSPHRASE, device: second, keep: 'token' },
  });
  expect(accepted.value).toMatchObject({ personId: other });
  const { token: theirs } = accepted.value as SignedIn;
  expect((await call('accept', { body: { code, passphrase: PASSPHRASE, device: second } })).status).toBe(403);
  expect((await call('invite', { token: theirs, body: { personId } })).status).toBe(403);
  const listed = (await ask('devices', { token })).value as { devices: { id: string; isThis: boolean }[] };
  expect(listed.devices.filter(({ isThis }) => isThis).map(({ id }) => id)).toEqual([device.id]);
  expect((await ask('passphrase', { token: theirs, body: { current: PASSPHRASE, next: 'five words in a row then' } })).status).toBe(204);
  expect((await call('passphrase', { token: theirs, body: { current: PASSPHRASE, next: 'five words in a row then' } })).status).toBe(422);
  expect((await ask('revokeDevice', { token, path: { id: second.id } })).status).toBe(204);
  expect((await call('session', { token: theirs })).status).toBe(401);
  expect((await call('revokeDevice', { token, path: { id: 'nobody-has-it' } })).status).toBe(404);

  // The log and its pages.
  const pulled = await ask('pull', { token, query: { after: 0, epoch, scope } });
  expect((pulled.value as object[]).length).toBeGreaterThan(2);
  expect((await call('pull', { token, query: { after: 0, epoch: 'another', scope } })).value).toMatchObject({
    type: 'urn:countersign:problem:startOver',
    params: { reason: 'epoch' },
  });
  const { pages } = (await ask('manifest', { token })).value as { pages: { digest: string; kind: string; count: number; size: number }[] };
  const page = pages.find(({ kind }) => kind === 'person');
  const bytes = (await ask('page', { token, path: { digest: page?.digest ?? '' } })).value as Uint8Array;
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(page?.digest);
  expect(JSON.parse(gunzipSync(bytes).toString())).toHaveLength(page?.count ?? -1);
  expect((await call('page', { token, path: { digest: '0'.repeat(64) } })).status).toBe(404);
  expect((await ask('checkpoints', { token })).value).toMatchObject({ keys });
  expect((await ask('record', { token, path: { id: other } })).value).toMatchObject({ kind: 'person', fields: { name: 'Ravi' } });
  expect((await ask('history', { token, path: { id: other } })).value).toMatchObject({ events: [{ event: { type: 'person.created' } }] });
  expect((await call('record', { token, path: { id: idOf('per') } })).status).toBe(404);

  // Founding happened before; a code counts once, and a founding ends once.
  used.add('found');
  expect(
    (
      await call('found', {
        body: {
          code: 'ABCD-EFGH-JKMN-PQRS',
          email: 'a@example.org',
          passphrase: PASSPHRASE,
          device,
          workspace: { from: 'nothing', name: 'A' },
        },
      })
    ).status,
  ).toBe(403);
  expect((await ask('founded', { token })).value).toMatchObject({ isFounding: false });

  // Running it.
  expect((await ask('healthLive')).value).toEqual({ status: 'up' });
  expect((await ask('healthReady')).value).toEqual({ status: 'ready' });
  const numbers = String((await ask('metrics')).value);
  expect(numbers).toMatch(/countersign_pushed_commands_total\{outcome="accepted"\} \d+/);
  expect(numbers).toMatch(/countersign_request_duration_seconds_count\{method="POST",route="\/v1\/push",status="200"\} \d+/);
  expect((await ask('openApi')).value).toEqual(client.document);
  expect(String((await ask('docs')).value)).toContain('/v1/records/:id/history');

  expect((await ask('signOut', { token })).status).toBe(204);
  expect((await call('session', { token })).status).toBe(401);
  used.add('live');
  expect(operations.filter((name) => !used.has(name))).toEqual([]);
  expect(server.errors).toEqual([]);
});

test('every route of the server is in the document, and every path of the document is a route', () => {
  const inDocument = Object.keys(client.document.paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  expect([...server.http.paths].toSorted()).toEqual(inDocument.toSorted());
});
