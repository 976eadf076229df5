import { expect, test } from 'vitest';
import { newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import { type Device, serverWorld, TENANT, valueOf } from './server-world.ts';

/** A tenant that is being founded by Ada, with everything that was done on her device before, and by whom. */
async function founding() {
  const world = await serverWorld({ isFounding: true });
  const { drafts, firstPersonId } = newWorkspaceDrafts({ name: 'Ada' }, world.newId);
  const ada = await world.device(firstPersonId, 'laptop', { isFounding: true });
  const bring = drafts.map(({ name, recordId, input }) => ada.next(ada.command(name, recordId, input), { by: 'system' }));
  const ravi = ada.newId('per');
  bring.push(
    ada.next(ada.command('people.create', ravi, { fields: { name: 'Ravi', active: true } }), { by: firstPersonId }),
    ada.next(ada.command('dossiers.create', ada.newId('dos'), { fields: { title: 'Ravi’s' } }), { by: ravi }),
    ada.next(ada.command('dossiers.create', ada.newId('dos'), { fields: { title: 'Ada’s' } })),
  );
  return { world, ada, ravi, bring };
}

test('a founder brings what was done before there was a server, each command by whoever gave it', async () => {
  const { world, ada, ravi, bring } = await founding();
  world.pass(60 * 24 * 100);
  const { verdicts } = valueOf(await ada.push(bring));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(bring.map(() => 'accepted'));
  const dossiers = [...world.memory.rows.values()].map(({ record }) => record).filter(({ kind }) => kind === 'dossier');
  expect(dossiers.map(({ createdBy, createdAt, number }) => [createdBy, createdAt, number])).toEqual([
    [ravi, bring[0]?.command.at, 'DOS-1'],
    [ada.signedIn.personId, bring[0]?.command.at, 'DOS-2'],
  ]);
});

test('while founding, the founder reads everything; nobody else is in', async () => {
  const { world, ada, ravi, bring } = await founding();
  expect(valueOf(await world.server.session(ada.signedIn))).toMatchObject({ isFounding: true, head: 0 });
  valueOf(await ada.push(bring));
  expect(valueOf(await world.server.query(ada.signedIn, { kind: 'role' })).total).toBe(Object.keys(world.roles).length);
  const stranger = await world.device(ada.newId('per'));
  expect(await world.server.session(stranger.signedIn)).toMatchObject({ ok: false, error: { status: 401 } });
  const other = await world.device(ravi);
  expect(await world.server.endFounding(other.signedIn)).toMatchObject({ ok: false, error: { status: 403 } });
});

test('a founding ends once, and from then on a founder is like anybody else', async () => {
  const { world, ada, ravi, bring } = await founding();
  valueOf(await ada.push(bring));
  expect(valueOf(await world.server.endFounding(ada.signedIn))).toMatchObject({ isFounding: false });
  expect(valueOf(await world.server.endFounding(ada.signedIn))).toMatchObject({ isFounding: false });
  expect(world.memory.row.isFounding).toBe(false);
  const late = ada.next(ada.command('dossiers.create', ada.newId('dos'), { fields: { title: 'x' } }), { by: ravi });
  expect(valueOf(await ada.push([late])).verdicts[0]).toMatchObject({ refusal: { code: 'command.by' } });
  const again = valueOf(await world.server.push(ada.signedIn, { previous: 0, commands: bring }));
  expect(again.verdicts.every(({ isRepeat, outcome }) => isRepeat && outcome === 'accepted')).toBe(true);
});

test('a founding does not end before the founder is one of the people: nobody could come in any more', async () => {
  const { world, ada } = await founding();
  expect(await world.server.endFounding(ada.signedIn)).toMatchObject({ ok: false, error: { status: 409 } });
  expect(world.memory.row.isFounding).toBe(true);
});

test('what was done by somebody who is not there is refused, and the rest goes on', async () => {
  const { ada, bring } = await founding();
  const nobody = ada.newId('per');
  const ghost = ada.next(ada.command('dossiers.create', ada.newId('dos'), { fields: { title: 'x' } }), { by: nobody });
  const { verdicts } = valueOf(await ada.push([...bring, ghost]));
  expect(verdicts.map(({ refusal }) => refusal?.code).filter(Boolean)).toEqual(['actor.gone']);
});

test('what a founder brings was done where everybody saw everything, and is decided so', async () => {
  const { ada, ravi, bring } = await founding();
  const [team, dossier] = [ada.newId('tea'), ada.newId('dos')];
  const more = [
    ada.next(ada.command('teams.create', team, { fields: { name: 'Red' } })),
    ada.next(ada.command('dossiers.create', dossier, { fields: { title: 'Ours', team } })),
    ada.next(ada.command('dossiers.edit', dossier, { fields: { title: 'Ours, by Ravi' } }), { by: ravi }),
  ];
  const { verdicts } = valueOf(await ada.push([...bring, ...more]));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual([...bring, ...more].map(() => 'accepted'));
});

test('an empty tenant is begun once, with one person who administers it', async () => {
  const world = await serverWorld({ isFounding: true });
  const first = await world.server.begin(TENANT, { name: 'Ada', email: 'ada@acme.example' });
  expect(await world.another().begin(TENANT, { name: 'Ada', email: 'ada@acme.example' })).toBe(first);
  const ada: Device = await world.device(first);
  expect(valueOf(await world.server.session(ada.signedIn))).toMatchObject({ isFounding: false, personId: first });
  await ada.make('system', { name: 'Billing', criticality: 'low' });
});
