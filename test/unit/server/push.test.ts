import { expect, test } from 'vitest';
import { verifyChain } from '#shared/audit/verify-chain.ts';
import { CHAIN_START } from '#shared/kernel/chain.ts';
import { serverWorld, valueOf } from './server-world.ts';

test('a command is decided, stands in the log, and its events are what it did', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['changeRequester']);
  const change = await dana.make('change', { title: 'Move billing', type: 'normal' });
  expect(change).toMatchObject({ number: 'CHG-1', state: 'draft', createdBy: dana.signedIn.personId });
  const line = world.memory.lines.find(({ recordId }) => recordId === change.id);
  expect(line?.body).toMatchObject({ type: 'event', device: dana.signedIn.deviceId, event: { type: 'change.created' } });
});

test('what came before is not done again, from whichever device it comes', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['changeRequester']);
  const phone = await world.device(dana.signedIn.personId);
  const command = dana.command('changes.create', dana.newId('chg'), { fields: { title: 'Once', type: 'normal' } });
  const first = valueOf(await dana.push([dana.next(command)]));
  const again = valueOf(await dana.push([{ seq: 1, command }], 0));
  const elsewhere = valueOf(await phone.push([phone.next({ ...command, input: { fields: { title: 'Twice', type: 'normal' } } })]));
  expect(first.verdicts[0]).toMatchObject({ outcome: 'accepted', isRepeat: false });
  for (const repeat of [again, elsewhere]) expect(repeat.verdicts[0]).toEqual({ ...first.verdicts[0], isRepeat: true });
  expect(world.get(command.recordId)).toMatchObject({ fields: { title: 'Once' } });
});

test('the log is a chain that verifies', async () => {
  const world = await serverWorld();
  const dana = await world.someone('Dana', ['changeRequester']);
  for (const title of ['One', 'Two']) await dana.make('change', { title, type: 'normal' });
  expect(await verifyChain(world.memory.lines, { seq: 0, hash: CHAIN_START })).toMatchObject({ ok: true, head: world.memory.head });
});
