import { expect, test } from 'vitest';
import type { Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { recordsIn } from '#test/support/server-memory/cut-pages.ts';
import { type Device, serverWorld, type ServerWorld, TENANT, valueOf } from './server-world.ts';

interface Walls {
  readonly world: ServerWorld;
  readonly red: RecordOf;
  readonly blue: RecordOf;
  /** In the red team, in the blue one, in none, and allowed to see payslips. */
  readonly rita: Device;
  readonly bert: Device;
  readonly nora: Device;
  readonly paula: Device;
  /** A dossier of the red team, with a sheet and a stamp below it; one for everybody; a payslip. */
  readonly secret: RecordOf;
  readonly sheet: RecordOf;
  readonly stamp: RecordOf;
  readonly open: RecordOf;
  readonly payslip: RecordOf;
}

async function walls(): Promise<Walls> {
  const world = await serverWorld();
  const [red, blue] = [await world.make('team', { name: 'Red' }), await world.make('team', { name: 'Blue' })];
  const rita = await world.someone('Rita', [], { team: red.id });
  const bert = await world.someone('Bert', [], { team: blue.id });
  const nora = await world.someone('Nora');
  const paula = await world.someone('Paula', ['administrator']);
  const secret = await world.make('dossier', { title: 'A secret plan', team: red.id });
  const sheet = await world.make('sheet', { text: 'A secret sheet', dossier: secret.id });
  const stamp = await world.make('stamp', { text: 'A secret stamp', sheet: sheet.id });
  const open = await world.make('dossier', { title: 'For everybody' });
  const payslip = await world.make('payslip', { title: 'A secret sum' });
  return { world, red, blue, rita, bert, nora, paula, secret, sheet, stamp, open, payslip };
}

/** Everything that somebody can get hold of by reading, as text. */
async function everything({ world, secret, sheet, stamp, payslip }: Walls, who: Device): Promise<string> {
  const { server } = world;
  const asked = (kind: string, more: Partial<Query> = {}) => server.query(who.signedIn, { kind, ...more });
  const manifest = valueOf(await server.manifest(who.signedIn));
  const pages = [];
  for (const { digest } of manifest.pages) pages.push(recordsIn(valueOf(await server.page(who.signedIn, digest))));
  const all: unknown[] = [
    await server.session(who.signedIn),
    await who.pull(),
    manifest,
    pages,
    await asked('dossier', { archived: 'with' }),
    await asked('dossier', { where: [{ column: 'title', op: 'contains', value: 'secret' }] }),
    await asked('dossier', { text: 'secret', limit: 0 }),
    await asked('sheet'),
    await asked('stamp'),
    await asked('payslip'),
  ];
  for (const { id } of [secret, sheet, stamp, payslip])
    all.push(await server.record(who.signedIn, id), await server.history(who.signedIn, id));
  return JSON.stringify(all);
}

test('nothing of what is restricted to a team, or hangs below it, or is of a kind that one may not read, comes out by any way of reading', async () => {
  const there = await walls();
  const seen = async (who: Device) => {
    const text = await everything(there, who);
    return [there.secret, there.sheet, there.stamp, there.payslip].map(({ id }) => text.includes(id));
  };
  expect(await seen(there.rita)).toEqual([true, true, true, false]);
  expect(await seen(there.bert)).toEqual([false, false, false, false]);
  expect(await seen(there.nora)).toEqual([false, false, false, false]);
  expect(await seen(there.paula)).toEqual([false, false, false, true]);
  for (const who of [there.bert, there.nora]) expect(await everything(there, who)).not.toContain('secret');
});

test('what is out of sight is not counted, and reading it is as reading what never was', async () => {
  const { world, bert, secret } = await walls();
  expect(valueOf(await world.server.query(bert.signedIn, { kind: 'dossier', limit: 0 }))).toEqual({ heads: [], total: 1 });
  for (const id of [secret.id, bert.newId('dos')]) {
    expect(await world.server.record(bert.signedIn, id)).toMatchObject({ ok: false, error: { status: 404 } });
    expect(await world.server.history(bert.signedIn, id)).toEqual(await world.server.record(bert.signedIn, bert.newId('dos')));
  }
  expect(await world.server.query(bert.signedIn, { kind: 'payslip' })).toMatchObject({ ok: false, error: { status: 403 } });
});

/** The verdict without what differs from command to command, and with the id in question as `?`. */
async function answerTo(who: Device, name: string, id: string, input = {}): Promise<string> {
  const { outcome, refusal } = await who.give(name, id, input);
  return JSON.stringify({ outcome, refusal }).replaceAll(id, '?');
}

test('a command on a record out of sight is refused in the very words in which one on nothing is', async () => {
  const { bert, secret, payslip } = await walls();
  for (const [name, input] of [
    ['dossiers.edit', { fields: { title: 'x' } }],
    ['dossiers.edit', { fields: { nonsense: 1 } }],
    ['dossiers.comment', { text: 'x' }],
    ['dossiers.archive', {}],
    ['dossiers.restore', {}],
    ['dossiers.fly', {}],
  ] as const) {
    const missing = await answerTo(bert, name, bert.newId('dos'), input);
    expect(missing).toContain('record.missing');
    expect(await answerTo(bert, name, secret.id, input)).toBe(missing);
  }
  expect(await answerTo(bert, 'payslips.edit', payslip.id, { fields: { title: 'x' } })).toBe(
    await answerTo(bert, 'payslips.edit', bert.newId('pay'), { fields: { title: 'x' } }),
  );
});

test('an id that is taken out of sight cannot be used again, and no more than that is said', async () => {
  const { world, bert, secret, payslip } = await walls();
  const before = world.get(secret.id);
  const verdict = await bert.give('dossiers.create', secret.id, { fields: { title: 'Mine now' } });
  expect(verdict).toMatchObject({ outcome: 'refused', refusal: { unmet: [{ code: 'record.exists' }] } });
  expect(JSON.stringify(verdict)).not.toMatch(/secret|DOS-/);
  expect(await answerTo(bert, 'payslips.create', payslip.id, { fields: { title: 'x' } })).toContain('record.exists');
  expect(await answerTo(bert, 'dossiers.create', secret.id, { fields: {} })).toBe(
    await answerTo(bert, 'dossiers.create', bert.newId('dos'), { fields: {} }),
  );
  expect(world.get(secret.id)).toEqual(before);
});

test('pointing at what is out of sight is pointing at nothing', async () => {
  const { bert, secret, open, sheet } = await walls();
  const pointing = async (id: string) => [
    await answerTo(bert, 'sheets.create', bert.newId('she'), { fields: { text: 'x', dossier: id } }).then((text) =>
      text.replaceAll(id, '?'),
    ),
    (await answerTo(bert, 'dossiers.edit', open.id, { fields: { sees: [id] } })).replaceAll(id, '?'),
  ];
  const missing = await pointing(bert.newId('dos'));
  expect(missing.join()).toContain('field.refMissing');
  expect(await pointing(secret.id)).toEqual(missing);
  expect(await pointing(sheet.id)).toEqual(await pointing(bert.newId('she')));
});

test('what a record in sight names already may stay named by whoever edits it', async () => {
  const { world, bert, rita, secret, open } = await walls();
  await rita.do('dossiers.edit', open.id, { fields: { sees: [secret.id] } });
  const mine = await bert.make('dossier', { title: 'Bert’s' });
  const edited = await bert.do('dossiers.edit', open.id, { fields: { sees: [secret.id, mine.id] } });
  expect(edited.fields['sees']).toEqual([secret.id, mine.id]);
  expect(JSON.stringify(valueOf(await world.server.record(bert.signedIn, open.id)))).not.toContain('secret plan');
});

/** What came into somebody's sight and what left it after a place, by what a pull says. */
async function moves(who: Device, after: number) {
  const lines = await who.pull(after);
  const entered = lines.flatMap((line) => ('record' in line && line.record ? [line.record.id] : []));
  const gone = lines.flatMap((line) => ('gone' in line && line.gone !== undefined ? [line.gone] : []));
  return { entered, gone };
}

test('a record that is restricted leaves the sight of the others with all that hangs below it, and enters that of the team', async () => {
  const { world, rita, bert, red, blue, secret, sheet, stamp } = await walls();
  const all = [secret.id, sheet.id, stamp.id];
  const { seq } = world.memory.head;
  await rita.do('dossiers.edit', secret.id, { fields: { team: blue.id } });
  expect(await moves(rita, seq)).toEqual({ entered: [], gone: all });
  expect(await moves(bert, seq)).toEqual({ entered: all, gone: [] });
  expect(valueOf(await world.server.record(bert.signedIn, stamp.id)).version).toBe(stamp.version + 1);
  expect(await world.server.record(rita.signedIn, stamp.id)).toMatchObject({ ok: false, error: { status: 404 } });
  expect(await moves(rita, 0)).toMatchObject({ entered: [] });
  await bert.do('dossiers.edit', secret.id, { fields: { team: red.id } });
  expect(await moves(rita, world.memory.head.seq - 3)).toEqual({ entered: all, gone: [] });
});

test('what is archived moves along too', async () => {
  const { world, rita, blue, secret, sheet } = await walls();
  await rita.do('sheets.archive', sheet.id);
  await rita.do('dossiers.edit', secret.id, { fields: { team: blue.id } });
  expect(world.memory.rows.get(sheet.id)?.scope).toBe(blue.id);
});

test('what moved along has an event that says so and changes nothing', async () => {
  const { world, rita, blue, secret, sheet } = await walls();
  await rita.do('dossiers.edit', secret.id, { fields: { team: blue.id } });
  const event = world.memory.events(sheet.id).at(-1);
  expect(event).toMatchObject({ type: 'sheet.movedAlong', by: 'system', patch: {}, causedBy: world.memory.events(secret.id).at(-1)?.id });
  expect(world.get(sheet.id).fields).toEqual(sheet.fields);
});

test('what had left a team’s sight before somebody joined it is nothing to them, not by lines nor by pages that were cut before', async () => {
  const there = await walls();
  const { world, rita, nora, blue, red, secret } = there;
  await world.store.makePages(TENANT);
  await rita.do('dossiers.edit', secret.id, { fields: { team: blue.id } });
  await world.system({ name: 'people.edit', recordId: nora.signedIn.personId as RecordOf['id'], input: { fields: { team: red.id } } });
  expect(await everything(there, nora)).not.toContain('A secret plan');
  expect(await everything(there, nora)).not.toContain('A secret sheet');
});

test('what somebody may see is what they may see when it is read, also when that changes in between', async () => {
  const { world, rita, blue, red, secret } = await walls();
  const join = (team: RecordOf) =>
    world.system({ name: 'people.edit', recordId: rita.signedIn.personId as RecordOf['id'], input: { fields: { team: team.id } } });
  const read = world.store.read.bind(world.store);
  const record = () => world.server.record(rita.signedIn, secret.id);
  expect(await record()).toMatchObject({ ok: true });
  let turns = 0;
  world.store.read = async (tenantId, sight, personId, work) => {
    // After it was found out who she is, and before anything is read as her.
    if (personId !== 'system' && turns++ === 0) await join(blue);
    return read(tenantId, sight, personId, work);
  };
  expect(await record()).toMatchObject({ ok: false, error: { status: 404 } });
  world.store.read = async (tenantId, sight, personId, work) => {
    if (personId !== 'system') await join(turns++ % 2 === 0 ? red : blue);
    return read(tenantId, sight, personId, work);
  };
  expect(await record()).toMatchObject({ ok: false, error: { status: 503 } });
});

test('another sight is another scope: whoever follows is told to start over', async () => {
  const { world, bert, red } = await walls();
  const { epoch, scope, head } = valueOf(await world.server.session(bert.signedIn));
  const pull = (more: object) => world.server.pull(bert.signedIn, { after: head, epoch, scope, limit: 10, ...more });
  expect(valueOf(await pull({}))).toMatchObject([{ through: head, head }]);
  const startOver = (reason: string) => ({ ok: false, error: { status: 410, params: { reason } } });
  expect(await pull({ epoch: 'another' })).toMatchObject(startOver('epoch'));
  expect(await pull({ after: head + 1 })).toMatchObject(startOver('epoch'));
  await world.system({ name: 'people.edit', recordId: bert.signedIn.personId as RecordOf['id'], input: { fields: { team: red.id } } });
  expect(await pull({})).toMatchObject(startOver('scope'));
});

test('somebody who has left, or whose device was shut out, is signed in nowhere', async () => {
  const { world, bert, rita, open } = await walls();
  const all = async (who: Device) => {
    const { server } = world;
    const { signedIn } = who;
    return Promise.all([
      server.session(signedIn),
      who.push([who.next(who.command('dossiers.comment', open.id, { text: 'still here' }))]),
      server.pull(signedIn, { after: 0, epoch: 'epoch-1', scope: '', limit: 1 }),
      server.manifest(signedIn),
      server.page(signedIn, 'x'),
      server.record(signedIn, open.id),
      server.history(signedIn, open.id),
      server.query(signedIn, { kind: 'dossier' }),
      server.checkpoint(signedIn),
      server.endFounding(signedIn),
    ]);
  };
  const signInNeeded = { ok: false, error: { status: 401 } };
  await world.system({ name: 'people.edit', recordId: bert.signedIn.personId as RecordOf['id'], input: { fields: { active: false } } });
  world.store.revoke(TENANT, rita.signedIn.deviceId, 'now');
  const { seq } = world.memory.head;
  for (const who of [bert, rita]) for (const answer of await all(who)) expect(answer).toMatchObject(signInNeeded);
  const stranger = await world.device(bert.signedIn.personId, rita.signedIn.deviceId);
  for (const answer of await all(stranger)) expect(answer).toMatchObject(signInNeeded);
  expect(world.memory.head.seq).toBe(seq);
});

test('whoever takes their own leave in a push is heard up to that', async () => {
  const world = await serverWorld();
  await world.someone('Boss', ['administrator']);
  const ada = await world.someone('Ada', ['administrator']);
  const leave = ada.next(ada.command('people.edit', ada.signedIn.personId, { fields: { active: false } }));
  const after = ada.next(ada.command('dossiers.create', ada.newId('dos'), { fields: { title: 'too late' } }));
  expect(await ada.push([leave, after])).toMatchObject({ ok: false, error: { status: 401 } });
  expect(world.get(ada.signedIn.personId).fields['active']).toBe(false);
  expect(world.memory.verdicts.has(after.command.id)).toBe(false);
});

test('a role that was taken away between giving a command and its arrival does not help any more', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['serviceOwner']);
  const command = dana.command('systems.create', dana.newId('sys'), { fields: { name: 'Billing', criticality: 'low' } });
  world.pass(5);
  await world.system({ name: 'people.edit', recordId: dana.signedIn.personId as RecordOf['id'], input: { fields: { roles: [] } } });
  const [verdict] = valueOf(await dana.push([dana.next(command)])).verdicts;
  expect(verdict?.refusal?.unmet.map(({ code }) => code)).toEqual(['permission.missing']);
});

test('a right that a command in the same push takes away is gone for the next one', async () => {
  const world = await serverWorld();
  await world.someone('Boss', ['administrator']);
  const ada = await world.someone('Ada', ['administrator']);
  const without = ada.next(ada.command('people.edit', ada.signedIn.personId, { fields: { roles: [] } }));
  const system = ada.next(ada.command('systems.create', ada.newId('sys'), { fields: { name: 'Billing', criticality: 'low' } }));
  expect(valueOf(await ada.push([without, system])).verdicts.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused']);
});
