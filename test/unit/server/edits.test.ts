import { expect, test } from 'vitest';
import type { Command, RecordEvent, RecordOf } from '#shared/model/record.ts';
import { type Device, serverWorld, type ServerWorld, valueOf } from './server-world.ts';

/** Two people who both have the record in view, offline. */
async function twoEditors() {
  const world = await serverWorld();
  const [dana, ravi] = [await world.someone('Dana'), await world.someone('Ravi')];
  const record = await dana.make('dossier', { title: 'as it was' });
  return { world, dana, ravi, record };
}

const edit = (who: Device, record: RecordOf, title: string): Command =>
  who.command(
    'dossiers.edit',
    record.id,
    { fields: { title } },
    { saw: { title: { value: record.fields['title'] ?? null, time: record.stamp } } },
  );

const push = async (who: Device, command: Command) => valueOf(await who.push([who.next(command)])).verdicts[0];

const lastEvent = (world: ServerWorld, id: string): RecordEvent | undefined => world.memory.events(id).at(-1);

test('[DA2.6] of two edits made while the server was out of reach the later one stands, and the earlier value is kept beside it', async () => {
  const { world, dana, ravi, record } = await twoEditors();
  const earlier = edit(dana, record, 'by Dana');
  world.pass(5);
  const later = edit(ravi, record, 'by Ravi');
  world.pass(60);
  expect(await push(dana, earlier)).toMatchObject({ outcome: 'accepted' });
  expect(await push(ravi, later)).toMatchObject({ outcome: 'accepted' });
  expect(world.get(record.id).fields['title']).toBe('by Ravi');
  expect(lastEvent(world, record.id)?.conflicts).toMatchObject([
    { field: 'title', base: 'as it was', given: 'by Ravi', other: 'by Dana', kept: 'given' },
  ]);
});

test('an edit that arrives after a later one is superseded: it changes nothing and says what it wanted', async () => {
  const { world, dana, ravi, record } = await twoEditors();
  const earlier = edit(dana, record, 'by Dana');
  world.pass(5);
  const later = edit(ravi, record, 'by Ravi');
  expect(await push(ravi, later)).toMatchObject({ outcome: 'accepted' });
  expect(await push(dana, earlier)).toMatchObject({ outcome: 'superseded' });
  expect(world.get(record.id).fields['title']).toBe('by Ravi');
  expect(lastEvent(world, record.id)).toMatchObject({
    by: dana.signedIn.personId,
    patch: {},
    conflicts: [{ field: 'title', given: 'by Dana', other: 'by Ravi', kept: 'other' }],
  });
});

test('what happened is written with the time of its author and the time of its arrival', async () => {
  const { world, dana, record } = await twoEditors();
  const command = edit(dana, record, 'offline');
  world.pass(600);
  await push(dana, command);
  const history = valueOf(await world.server.history(dana.signedIn, record.id));
  expect(history.at(-1)).toMatchObject({ event: { at: command.at }, arrivedAt: new Date(world.now()).toISOString() });
});

test('a clock that runs ahead is believed for a minute; the rest is noted, and its edits do not win for ever', async () => {
  const { world, dana, ravi, record } = await twoEditors();
  const ahead = 3 * 3_600_000;
  const at = new Date(world.now() + ahead).toISOString();
  const from = (who: Device, title: string, counter: string): Command => ({
    ...edit(who, record, title),
    at,
    time: `${at}-${counter}-${who.signedIn.deviceId}` as Command['time'],
  });
  expect(await push(dana, from(dana, 'from the future', '0000'))).toMatchObject({ outcome: 'accepted' });
  const event = lastEvent(world, record.id);
  expect(event?.at).toBe(new Date(world.now()).toISOString());
  expect(event?.time).toBe(`${new Date(world.now() + 60_000).toISOString()}-0000-${dana.signedIn.deviceId}`);
  expect(world.memory.lines.at(-1)?.body.ahead).toBe(ahead);
  expect(valueOf(await world.server.history(dana.signedIn, record.id)).at(-1)).toMatchObject({ ahead });
  await push(dana, from(dana, 'and again', '0000'));
  expect((lastEvent(world, record.id)?.time ?? '') > (event?.time ?? '')).toBe(true);
  world.pass(2);
  expect(await push(ravi, edit(ravi, world.get(record.id), 'two minutes later'))).toMatchObject({ outcome: 'accepted' });
  expect(world.get(record.id).fields['title']).toBe('two minutes later');
});

test('times that are none are not believed', async () => {
  const { world, dana, record } = await twoEditors();
  const time = '9999-99-99T99:99:99.999Z-0000-x' as Command['time'];
  expect(await push(dana, { ...edit(dana, record, 'x'), at: 'whenever', time })).toMatchObject({ outcome: 'accepted' });
  expect(lastEvent(world, record.id)).toMatchObject({ at: new Date(world.now()).toISOString() });
  expect(lastEvent(world, record.id)?.time).toMatch(/^2026-11-02T09:01/);
});

test('a clock that is a little ahead is no matter: nothing happens before it arrived, and nothing is noted', async () => {
  const { world, dana, record } = await twoEditors();
  const at = new Date(world.now() + 20_000).toISOString();
  await push(dana, { ...edit(dana, record, 'x'), at });
  expect(world.memory.lines.at(-1)?.body).not.toHaveProperty('ahead');
  expect(lastEvent(world, record.id)?.at).toBe(new Date(world.now()).toISOString());
});

test('what followed from a command is of its time, so a later edit that was made offline is later here too', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['changeManager']);
  const id = dana.newId('chg');
  const create = dana.next(dana.command('changes.create', id, { fields: { title: 'One', type: 'normal' } }));
  world.pass(60);
  await dana.push([create]);
  const times = world.memory.events(id).map(({ time }) => time);
  expect(times.length).toBeGreaterThan(1);
  for (const time of times) expect(time.startsWith(create.command.at)).toBe(true);
});
