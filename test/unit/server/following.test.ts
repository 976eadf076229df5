import { expect, test } from 'vitest';
import { CHAIN_START, leafOf, linked } from '#shared/kernel/chain.ts';
import { canonicalJson } from '#shared/kernel/canonical-json.ts';
import type { Digest } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';
import { evolve } from '#shared/model/evolve.ts';
import type { LogBody } from '#shared/model/log-line.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { unsealBody } from '#shared/model/seal.ts';
import type { PullLine } from '#shared/sync/protocol.schema.ts';
import { recordsIn } from '#test/support/server-memory/cut-pages.ts';
import { type Device, serverWorld, type ServerWorld, TENANT, valueOf } from './server-world.ts';

/** What a client would hold: the records of pages with the lines after them. */
function follow(start: readonly RecordOf[], lines: readonly PullLine[]): Map<string, RecordOf> {
  const records = new Map(start.map((record) => [record.id as string, record]));
  for (const line of lines) {
    if ('gone' in line && line.gone !== undefined) records.delete(line.gone);
    if (!('body' in line)) continue;
    const body = unsealBody(line.body, line.values ?? {});
    if (body.type !== 'event') continue;
    const { event } = body;
    const record = line.record ?? evolve(records.get(event.recordId), event);
    records.set(record.id, record);
  }
  return records;
}

async function fromPages(world: ServerWorld, who: Device) {
  const { seq, pages } = valueOf(await world.server.manifest(who.signedIn));
  const records = [];
  for (const { digest } of pages) records.push(...recordsIn(valueOf(await world.server.page(who.signedIn, digest))));
  return { seq, records };
}

const sorted = (records: Iterable<RecordOf>) => [...records].toSorted((a, b) => (a.id < b.id ? -1 : 1));
function asJson(body: LogBody): string {
  const json: unknown = body;
  return canonicalJson(json as Json);
}

/** A busy world: people of two teams, and dossiers that come, go and change hands. */
async function busy() {
  const world = await serverWorld();
  const [red, blue] = [await world.make('team', { name: 'Red' }), await world.make('team', { name: 'Blue' })];
  const rita = await world.someone('Rita', [], { team: red.id, phone: '+49 30 1' });
  const bert = await world.someone('Bert', ['changeRequester'], { team: blue.id });
  const act = async (round: number) => {
    const mine = await rita.make('dossier', { title: `Red ${round}`, team: red.id });
    const open = await bert.make('dossier', { title: `Open ${round}` });
    await bert.make('sheet', { text: 'below', dossier: open.id });
    await bert.give('systems.create', bert.newId('sys'), { fields: { name: 'refused' } });
    await bert.make('change', { title: `Change ${round}`, type: 'normal' });
    await rita.do('dossiers.edit', mine.id, { fields: { team: round % 2 === 0 ? blue.id : null } });
    await bert.do('dossiers.edit', open.id, { fields: { team: round % 3 === 0 ? blue.id : red.id } });
  };
  return { world, rita, bert, act };
}

test('pages and the lines after them are everything that one may see, as it is', async () => {
  const { world, rita, bert, act } = await busy();
  for (let round = 0; round < 3; round++) await act(round);
  const before = [await fromPages(world, rita), await fromPages(world, bert)];
  for (let round = 3; round < 6; round++) await act(round);
  for (const [i, who] of [rita, bert].entries()) {
    const { seq, records } = before[i] ?? { seq: 0, records: [] };
    const expected = [];
    for (const { record } of world.memory.rows.values()) if ((await world.server.record(who.signedIn, record.id)).ok) expected.push(record);
    expect(sorted(follow(records, await who.pull(seq)).values())).toEqual(sorted(expected));
    expect(sorted(follow([], await who.pull(0)).values())).toEqual(sorted(expected));
    const now = await fromPages(world, who);
    expect(sorted(follow(now.records, await who.pull(now.seq)).values())).toEqual(sorted(expected));
  }
});

test('the record of every row is the fold of its events', async () => {
  const { world, act } = await busy();
  for (let round = 0; round < 3; round++) await act(round);
  for (const { record } of world.memory.rows.values())
    expect(world.memory.events(record.id).reduce<RecordOf | undefined>(evolve, undefined)).toEqual(record);
});

test('everybody can check the whole chain, with whatever they may see of it', async () => {
  const { world, rita, bert, act } = await busy();
  await act(1);
  for (const who of [rita, bert]) {
    let hash: Digest = CHAIN_START;
    const lines = await who.pull();
    for (const line of lines) if (!('through' in line)) hash = linked(hash, 'leaf' in line ? line.leaf : leafOf(asJson(line.body)));
    expect(lines.at(-1)).toMatchObject({ hash, through: world.memory.head.seq });
    expect(hash).toBe(world.memory.head.hash);
  }
});

test('what is personal lies beside the line, not in it', async () => {
  const { world, rita } = await busy();
  const line = world.memory.lines.find(({ recordId }) => recordId === rita.signedIn.personId);
  expect(line?.canonical).not.toMatch(/Rita|\+49/);
  expect(Object.values(line?.values ?? {}).map(({ value }) => value)).toContain('Rita');
  expect(world.memory.events(rita.signedIn.personId)[0]?.patch['name']).toBe('Rita');
});

test('a pull goes on from where the last one ended', async () => {
  const { world, rita, act } = await busy();
  await act(1);
  const { epoch, scope, head } = valueOf(await world.server.session(rita.signedIn));
  const first = valueOf(await world.server.pull(rita.signedIn, { after: 0, epoch, scope, limit: 5 }));
  expect(first).toHaveLength(6);
  expect(first.at(-1)).toMatchObject({ through: 5, head, hash: world.memory.lines[4]?.hash });
  const end = valueOf(await world.server.pull(rita.signedIn, { after: head, epoch, scope, limit: 5 }));
  expect(end).toEqual([{ through: head, head, hash: world.memory.head.hash, checkpoint: null }]);
});

test('pages are cut when there are none, and anew when much has come since', { timeout: 60_000 }, async () => {
  const { world, rita, bert } = await busy();
  const first = valueOf(await world.server.manifest(rita.signedIn));
  expect(first.seq).toBe(world.memory.head.seq);
  await bert.make('dossier', { title: 'little' });
  expect(valueOf(await world.server.manifest(rita.signedIn)).seq).toBe(first.seq);
  for (let i = 0; i < 11; i++)
    valueOf(
      await bert.push(
        Array.from({ length: 500 }, () => bert.next(bert.command('dossiers.create', bert.newId('dos'), { fields: { title: 'much' } }))),
      ),
    );
  const last = valueOf(await world.server.manifest(rita.signedIn));
  expect(last.seq).toBe(world.memory.head.seq);
  expect(last.pages.filter(({ kind }) => kind === 'dossier').map(({ count }) => count)).toEqual([1000, 1000, 1000, 1000, 1000, 501]);
  expect(await world.server.page(rita.signedIn, 'f'.repeat(64))).toMatchObject({ ok: false, error: { status: 404 } });
});

test('an empty log has a manifest too', async () => {
  const world = await serverWorld({ isFounding: true });
  const founder = await world.device(world.newId('per'), 'laptop', { isFounding: true });
  expect(valueOf(await world.server.manifest(founder.signedIn))).toMatchObject({ seq: 0, hash: CHAIN_START, pages: [] });
});

test(
  'the end of the log is signed when a minute has passed or a thousand lines have come, and not when nothing has',
  { timeout: 60_000 },
  async () => {
    const { world, bert } = await busy();
    const due = () => world.server.checkpointIfDue(TENANT);
    const first = await due();
    expect(first).toMatchObject({ epoch: 'epoch-1', ...world.memory.head });
    expect(await due()).toBeNull();
    await bert.make('dossier', { title: 'x' });
    expect(await due()).toBeNull();
    world.pass(1);
    expect(await due()).toMatchObject({ seq: world.memory.head.seq });
    world.pass(10);
    expect(await due()).toBeNull();
    for (let i = 0; i < 2; i++)
      valueOf(
        await bert.push(
          Array.from({ length: 500 }, () => bert.next(bert.command('dossiers.create', bert.newId('dos'), { fields: { title: 'x' } }))),
        ),
      );
    const last = await due();
    expect(last).toMatchObject({ seq: world.memory.head.seq });
    expect(valueOf(await world.server.checkpoint(bert.signedIn)).checkpoint).toEqual(last);
    expect((await bert.pull(world.memory.head.seq)).at(-1)).toMatchObject({ checkpoint: last });
  },
);

test.each([
  [{ kind: 'nothing' }, 'kind'],
  [{ kind: 'dossier', where: [{ column: 'fields', op: 'is', value: 1 }] }, 'where.0.column'],
  [{ kind: 'dossier', where: [{ column: 'title', op: 'in', value: 'x' }] }, 'where.0.value'],
  [{ kind: 'dossier', where: [{ column: 'title', op: 'contains', value: '\0' }] }, 'where.0.value'],
  [{ kind: 'dossier', sort: [{ column: 'title; drop' }] }, 'sort.0.column'],
  [{ kind: 'dossier', limit: 1001 }, 'limit'],
  [{ kind: 'dossier', offset: -1 }, 'offset'],
  [{ kind: 'dossier', text: 'x'.repeat(201) }, 'text'],
] as const)('a query that does not fit is a problem that names where: %o', async (query, path) => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const answer = await world.server.query(dana.signedIn, query);
  expect(answer).toMatchObject({ ok: false, error: { status: 422, issues: [{ path }] } });
});

test('a query answers a page and how many there are', async () => {
  const { world, bert } = await busy();
  for (const title of ['b', 'a', 'c']) await bert.make('dossier', { title });
  const found = valueOf(await world.server.query(bert.signedIn, { kind: 'dossier', sort: [{ column: 'title' }], offset: 1, limit: 1 }));
  expect([found.heads.map(({ label }) => label), found.total]).toEqual([['b'], 3]);
});
