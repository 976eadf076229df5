import { expect, test } from 'vitest';
import type { Id } from '#shared/kernel/id.ts';
import { serverWorld, valueOf } from './server-world.ts';

test('an edit that changes nothing is unchanged, and is no line', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const { id } = await dana.make('dossier', { title: 'One' });
  const { seq } = world.memory.head;
  expect(await dana.give('dossiers.edit', id, { fields: { title: 'One' } })).toMatchObject({ outcome: 'unchanged', at: seq });
  expect(world.memory.head.seq).toBe(seq);
});

test('a refused command is a line of the chain with its wish and its reasons, for its author only', async () => {
  const world = await serverWorld();
  const [dana, ravi] = [await world.someone('Dana'), await world.someone('Ravi', ['administrator'])];
  const verdict = await dana.give('systems.create', dana.newId('sys'), { fields: { name: 'Billing' } });
  expect(verdict).toMatchObject({ outcome: 'refused', at: world.memory.head.seq });
  expect(verdict.refusal?.unmet.map(({ code }) => code)).toContain('permission.missing');
  const lineFor = async (who: typeof dana) => (await who.pull()).find((line) => 'seq' in line && line.seq === verdict.at);
  expect(await lineFor(dana)).toMatchObject({ body: { type: 'refused', by: dana.signedIn.personId, wish: { id: verdict.id } } });
  expect(Object.keys((await lineFor(ravi)) ?? {}).toSorted()).toEqual(['leaf', 'seq']);
});

test('verdicts come in the order of the commands, each with the place where the log ended then', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const { seq } = world.memory.head;
  const [one, two, three] = [1, 2, 3].map((n) =>
    dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields: n === 2 ? {} : { title: `${n}` } })),
  );
  if (!one || !two || !three) throw new Error('three');
  const answer = valueOf(await dana.push([one, two, three]));
  expect(answer.verdicts.map(({ seq: at, outcome }) => [at, outcome])).toEqual([
    [1, 'accepted'],
    [2, 'refused'],
    [3, 'accepted'],
  ]);
  expect(answer.verdicts.map(({ at }) => at)).toEqual([seq + 1, seq + 2, seq + 3]);
  expect(answer.head).toBe(seq + 3);
});

test('a command sees what the ones before it in its batch did', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const id = dana.newId('dos');
  const answer = valueOf(
    await dana.push([
      dana.next(dana.command('dossiers.create', id, { fields: { title: 'One' } })),
      dana.next(dana.command('dossiers.edit', id, { fields: { title: 'Two' } })),
      dana.next(dana.command('sheets.create', dana.newId('she'), { fields: { text: 'First', dossier: id } })),
    ]),
  );
  expect(answer.verdicts.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
});

test('what is missing before a push is asked for; what came already is only repeated', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const commands = ['a', 'b', 'c'].map((title) => dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields: { title } })));
  const push = (from: number, to: number, previous: number) => dana.push(commands.slice(from, to), previous);
  expect(await push(1, 2, 1)).toMatchObject({ ok: false, error: { status: 409, params: { previous: 0 } } });
  expect(world.memory.devices.get(dana.signedIn.deviceId)?.lastSeq).toBe(0);
  valueOf(await push(0, 2, 0));
  const whole = valueOf(await push(0, 3, 0));
  expect(whole.verdicts.map(({ isRepeat }) => isRepeat)).toEqual([true, true, false]);
  expect(world.memory.devices.get(dana.signedIn.deviceId)?.lastSeq).toBe(3);
});

test('a device that was restored loses nothing: a command that never came is decided even at a place that is passed', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  for (const title of ['a', 'b', 'c']) await dana.make('dossier', { title });
  const command = dana.command('dossiers.create', dana.newId('dos'), { fields: { title: 'after the restore' } });
  expect(valueOf(await dana.push([{ seq: 2, command }], 1)).verdicts[0]).toMatchObject({ seq: 2, outcome: 'accepted', isRepeat: false });
  expect(world.memory.devices.get(dana.signedIn.deviceId)?.lastSeq).toBe(3);
});

test('a push is in order', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const command = () => dana.command('dossiers.create', dana.newId('dos'), { fields: { title: 'x' } });
  const problem = { ok: false, error: { status: 422 } };
  expect(
    await dana.push(
      [
        { seq: 2, command: command() },
        { seq: 1, command: command() },
      ],
      0,
    ),
  ).toMatchObject(problem);
  expect(await dana.push([{ seq: 1, command: command() }], 1)).toMatchObject(problem);
  const many = Array.from({ length: 501 }, (_, i) => ({ seq: i + 1, command: command() }));
  expect(await dana.push(many, 0)).toMatchObject(problem);
});

test('what builds on something refused is refused with it, and so is what builds on that', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const [system, change, other] = [dana.newId('sys'), dana.newId('dos'), dana.newId('dos')];
  const first = dana.next(dana.command('systems.create', system, { fields: { name: 'Billing' } }));
  const second = dana.next(dana.command('dossiers.create', change, { fields: { title: 'b' } }), { dependsOn: [first.command.id] });
  const third = dana.next(dana.command('dossiers.edit', change, { fields: { title: 'c' } }), { dependsOn: [second.command.id] });
  const free = dana.next(dana.command('dossiers.create', other, { fields: { title: 'd' } }), { dependsOn: [dana.newId('cmd')] });
  valueOf(await dana.push([first]));
  const answer = valueOf(await dana.push([second, third, free]));
  expect(answer.verdicts.map(({ outcome, refusal }) => refusal?.code ?? outcome)).toEqual([
    'sync.dependency',
    'sync.dependency',
    'accepted',
  ]);
  expect(answer.verdicts[0]?.refusal?.params).toEqual({ command: first.command.id });
});

test.each([
  ['a zero character', { title: 'a\0b' }],
  ['half of a character', { title: 'a\ud800' }],
  ['half of a character in a name', { 'a\udc00': 'b' }],
  ['a number that JSON cannot carry', { title: Number.POSITIVE_INFINITY }],
  ['a tower', { title: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as [] }],
])('poison is refused, and the rest goes on: %s', async (_, fields) => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const answer = valueOf(
    await dana.push([
      dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields })),
      dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields: { title: 'good' } })),
    ]),
  );
  expect(answer.verdicts.map(({ outcome, refusal }) => refusal?.code ?? outcome)).toEqual(['input.text', 'accepted']);
  expect(answer.verdicts[0]).toMatchObject({ at: answer.head - 1 });
});

test('poison outside the input is refused as well', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const id = dana.newId('dos');
  for (const more of [{ seen: '\ud800' }, { saw: { title: { value: '\0', time: dana.clock.tick() } } }])
    expect(await dana.give('dossiers.create', id, { fields: { title: 'x' } }, more)).toMatchObject({ refusal: { code: 'input.text' } });
});

test('a bug in a rule refuses the command that met it, is logged under an id, and stops nothing else', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const { id } = await dana.make('dossier', { title: 'One' });
  const answer = valueOf(
    await dana.push([
      dana.next(dana.command('dossiers.comment', id, { text: 'break' })),
      dana.next(dana.command('dossiers.comment', id, { text: 'fine' })),
    ]),
  );
  expect(answer.verdicts.map(({ outcome, refusal }) => refusal?.code ?? outcome)).toEqual(['internal', 'accepted']);
  expect(answer.verdicts[0]?.refusal?.params?.['correlationId']).toMatch(/^[0-9a-f]{16}$/);
  expect(world.logged).toContain('decision.failed');
  expect(world.get(id).version).toBe(2);
});

test('what only the system gives is never taken from a client', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const create = (more: { causedBy?: Id }) => dana.give('dossiers.create', dana.newId('dos'), { fields: { title: 'x' } }, more);
  expect(await create({ causedBy: dana.newId('evt') })).toMatchObject({ refusal: { code: 'command.malformed' } });
  expect(await dana.give('nothing.at', dana.newId('dos'))).toMatchObject({ refusal: { code: 'command.unknown' } });
  expect(await dana.give('toString.create', dana.newId('dos'))).toMatchObject({ refusal: { code: 'command.unknown' } });
});

test('nobody speaks for somebody else once there is a server', async () => {
  const world = await serverWorld();
  const [dana, ravi] = [await world.someone('Dana'), await world.someone('Ravi', ['administrator'])];
  const give = async (by: string) => {
    const id = dana.newId('sys');
    const command = dana.command('systems.create', id, { fields: { name: `Billing ${id}`, criticality: 'low' } });
    return valueOf(await dana.push([dana.next(command, { by })])).verdicts[0];
  };
  for (const by of [ravi.signedIn.personId, 'system', '\ud800']) expect(await give(by)).toMatchObject({ outcome: 'refused' });
  expect((await give(ravi.signedIn.personId))?.refusal?.code).toBe('command.by');
  expect((await give('system'))?.refusal?.code).toBe('command.by');
  expect((await give(dana.signedIn.personId))?.refusal?.unmet.map(({ code }) => code)).toEqual(['permission.missing']);
});

test('[CM6.6] a server that dies in the middle of a push leaves nothing of it; another takes the same push, once', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const commands = ['a', 'b'].map((title) => dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields: { title } })));
  const before = world.memory.head;
  const write = world.store.write.bind(world.store);
  world.store.write = (tenantId, work) =>
    write(tenantId, async (writing) => {
      await work(writing);
      throw new Error('killed');
    });
  await expect(dana.push(commands)).rejects.toThrow('killed');
  expect([world.memory.head, world.memory.verdicts.get(commands[0]?.command.id ?? '')]).toEqual([before, undefined]);
  world.store.write = write;
  const other = world.another();
  const push = () => other.push(dana.signedIn, { previous: 0, commands });
  expect(valueOf(await push()).verdicts.map(({ isRepeat }) => isRepeat)).toEqual([false, false]);
  expect(valueOf(await push()).verdicts.map(({ isRepeat }) => isRepeat)).toEqual([true, true]);
  expect([...world.memory.rows.values()].filter(({ record }) => record.kind === 'dossier')).toHaveLength(2);
});

test('a store that cannot be read refuses nobody’s work: the push fails as a whole', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana');
  const write = world.store.write.bind(world.store);
  world.store.write = (tenantId, work) =>
    write(tenantId, (writing) => {
      const list = () => Promise.reject(new Error('connection lost'));
      return work({ ...writing, reader: { ...writing.reader, lastNumber: list } });
    });
  const command = dana.next(dana.command('dossiers.create', dana.newId('dos'), { fields: { title: 'x' } }));
  await expect(dana.push([command])).rejects.toThrow('connection lost');
  world.store.write = write;
  expect(valueOf(await dana.push([command])).verdicts[0]).toMatchObject({ outcome: 'accepted', isRepeat: false });
});
