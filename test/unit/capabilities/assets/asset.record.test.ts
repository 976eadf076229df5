import { expect, test } from 'vitest';
import { registry } from '#shared/capabilities/registry.ts';
import { undoOf } from '#shared/model/undo.ts';
import { actor, admin, type World, world } from '#test/support/memory-store.ts';

const manager = actor('per_manager', ['assets.manage']);
const officer = actor('per_officer', ['assets.manage', 'assets.hold']);
const approver = actor('per_approver', ['assets.approve']);
const requester = actor('per_requester', ['assets.request']);
const visitor = actor('per_visitor');

async function request(here: World) {
  const ana = await here.make('person', { name: 'Ana Duarte', active: true });
  const ben = await here.make('person', { name: 'Ben Okafor', active: true });
  const laptop = await here.make(
    'asset',
    {
      name: 'ThinkPad T14',
      class: 'laptop',
      justification: 'Ana starts on Monday.',
      owner: ana.id,
      cost: { amount: 184_900, currency: 'EUR' },
    },
    requester,
  );
  return { ana, ben, id: laptop.id };
}

async function inUse(here: World) {
  const made = await request(here);
  await here.do('assets.approve', made.id, {}, approver);
  await here.do('assets.order', made.id, { orderNumber: 'PO-7781', vendor: 'Lenovo' }, manager);
  await here.do('assets.receive', made.id, { serial: 'PF3XK2L9', tag: 'HM-04417' }, manager);
  await here.do('assets.assign', made.id, { owner: made.ana.id }, manager);
  return made;
}

test('a laptop goes from the request to the scrap yard, and its history says who, when and why', async () => {
  const here = world(registry);
  const { id, ben } = await inUse(here);
  await here.do('assets.quarantine', id, { reason: 'Talks to an unknown host.' }, officer);
  expect(await here.refused('assets.retire', id, { reason: 'Old.' }, manager)).toEqual(['asset.isOutOfQuarantine']);
  await here.do('assets.release', id, { remediation: 'Reinstalled, scanned twice.', verifiedBy: ben.id }, officer);
  expect((await here.get(id)).state).toBe('inUse');
  await here.do('assets.retire', id, { reason: 'Support ends.' }, manager);
  await here.do('assets.placeHold', id, { reason: 'Claim 2231.' }, manager);
  expect(await here.refused('assets.completeRetirement', id, { erasure: 'wiped', accessRevoked: true }, manager)).toEqual([
    'asset.sparesHeldData',
  ]);
  await here.do('assets.completeRetirement', id, { erasure: 'kept', accessRevoked: true }, manager);
  expect(await here.refused('assets.dispose', id, { disposal: 'sold' }, manager)).toEqual(['asset.isNotOnHold', 'asset.isDataGone']);
  expect(await here.refused('assets.liftHold', id, { reason: 'Over.' }, manager)).toEqual(['permission.missing']);
  await here.do('assets.liftHold', id, { reason: 'Settled on 30 October.' }, officer);
  await here.do('assets.erase', id, { erasure: 'destroyed' }, manager);
  const gone = await here.do('assets.dispose', id, { disposal: 'scrapped', proof: 'R-2231' }, manager);
  expect(gone).toMatchObject({ state: 'disposed', fields: { disposal: 'scrapped', erasure: 'destroyed' } });
  expect(gone.fields['legalHold']).toBeUndefined();
  expect((await here.store.history(id)).map((event) => event.type.slice('asset.'.length))).toEqual(
    'created approved ordered received assigned quarantined released retirementBegun holdPlaced retired holdLifted erased disposedOf'.split(
      ' ',
    ),
  );
});

test('[AL5.3] an asset stays in quarantine until its remediation is written down and somebody else has verified it', async () => {
  const here = world(registry);
  const { id, ana, ben } = await inUse(here);
  await here.do('assets.quarantine', id, { reason: 'Talks to an unknown host.' }, officer);
  for (const input of [{}, { verifiedBy: ben.id }, { remediation: 'Reinstalled.' }])
    expect(await here.refused('assets.release', id, input, officer)).toContain('field.required');
  expect(await here.refused('assets.release', id, { remediation: ' ', verifiedBy: ben.id }, officer)).toEqual(['field.invalid']);
  const remediation = 'Reinstalled, scanned twice.';
  expect(await here.refused('assets.release', id, { remediation, verifiedBy: ana.id }, officer)).toEqual(['asset.isVerifiedByAnother']);
  expect(await here.refused('assets.release', id, { remediation, verifiedBy: here.newId('per') }, officer)).toEqual([
    'asset.isVerifierHere',
  ]);
  for (const [verb, input] of Object.entries({ retire: { reason: 'Old.' }, dispose: { disposal: 'sold' } }))
    expect(await here.refused(`assets.${verb}`, id, input, officer)).toContain('asset.isOutOfQuarantine');
  const back = await here.do('assets.release', id, { remediation, verifiedBy: ben.id }, officer);
  expect(back).toMatchObject({ state: 'inUse', fields: { remediation, verifiedBy: ben.id, owner: ana.id } });
  expect(back.fields['quarantineReason']).toBeUndefined();
});

test('nobody may do anything that no right allows', async () => {
  const here = world(registry);
  const { id, ana } = await request(here);
  expect(await here.refused('assets.create', here.newId('ast'), { fields: { name: 'Phone', class: 'phone' } }, visitor)).toEqual([
    'permission.missing',
  ]);
  for (const name of ['approve', 'decline', 'cancel', 'placeHold'])
    expect(await here.refused(`assets.${name}`, id, { reason: 'Because.' }, visitor), name).toContain('permission.missing');
  await here.do('assets.approve', id, {}, approver);
  for (const [name, input] of Object.entries({ order: { orderNumber: '1' }, receive: { serial: '1' }, assign: { owner: ana.id } }))
    expect(await here.refused(`assets.${name}`, id, input, requester), name).toContain('permission.missing');
});

test('an administrator who asked for it cannot approve it either', async () => {
  const here = world(registry);
  const { id } = await here.make('asset', { name: 'Monitor', class: 'monitor', justification: 'Second screen.' }, admin);
  expect(await here.refused('assets.approve', id, {}, admin)).toEqual(['asset.isNotOwnRequest']);
});

test('what was approved does not grow before it is here', async () => {
  const here = world(registry);
  const { id } = await request(here);
  await here.do('assets.edit', id, { fields: { cost: { amount: 199_900, currency: 'EUR' } } }, requester);
  await here.do('assets.approve', id, {}, approver);
  expect(await here.refused('assets.edit', id, { fields: { cost: { amount: 990_000, currency: 'EUR' } } }, manager)).toEqual([
    'asset.approvedContent',
  ]);
  expect(await here.refused('assets.edit', id, { fields: { location: 'Leeds' } }, requester)).toEqual(['asset.requestDecided']);
});

test('a live asset is retired, not archived', async () => {
  const here = world(registry);
  const { id } = await inUse(here);
  expect(await here.refused('assets.archive', id, {}, manager)).toEqual(['asset.live']);
});

test('a reservation and an assignment can be taken back', async () => {
  const here = world(registry);
  const { id, ana } = await inUse(here);
  const undo = async (commandEvents: number) => {
    const events = here.store.events.slice(-commandEvents);
    const back = await undoOf(events, registry, here.store);
    if (!back.ok) throw new Error(back.error.message);
    for (const draft of back.value) await here.give(draft, manager);
    return here.get(id);
  };
  expect(await undo(1)).toMatchObject({ state: 'inStock.available' });
  await here.do('assets.reserve', id, { owner: ana.id }, manager);
  const back = await undo(1);
  expect(back.state).toBe('inStock.available');
  expect(back.fields['reservedFor']).toBeUndefined();
});

test('a hold on an imported asset needs its reason', async () => {
  const here = world(registry);
  const fields = { name: 'Server', class: 'server', legalHold: true };
  expect(await here.refused('assets.import', here.newId('ast'), { fields, state: 'inUse' }, admin)).toEqual(['asset.holdReason']);
  expect(
    await here.refused('assets.import', here.newId('ast'), { fields: { name: 'Server', class: 'server' }, state: 'inStock' }, admin),
  ).toEqual(['import.state']);
});

test('no button is grey only because nothing was entered yet', async () => {
  const here = world(registry);
  const { id } = await inUse(here);
  const grey = async () => (await here.options(id, officer)).filter((option) => !option.allowed).map(({ verb }) => verb);
  expect(await grey()).toEqual(['liftHold', 'archive']);
  await here.do('assets.quarantine', id, { reason: 'Talks to an unknown host.' }, officer);
  expect(await grey()).toEqual(['retire', 'dispose', 'liftHold', 'archive']);
  await here.do('assets.reportMissing', id, { how: 'stolen', reason: 'From the evidence room.' }, officer);
  expect(await grey()).toEqual(['liftHold', 'archive']);
});

test('an import neither lifts a legal hold that stands here nor disposes of what is held', async () => {
  const here = world(registry);
  const id = here.newId('ast');
  const held = { name: 'Server', class: 'server', serial: 'S-1', legalHold: true, holdReason: 'The fraud case.' };
  await here.do('assets.import', id, { fields: held, state: 'retired', externalId: 'cmdb:S-1' }, admin);
  expect(await here.refused('assets.import', id, { fields: { legalHold: null } }, admin)).toContain('asset.holdStands');
  expect(await here.refused('assets.import', id, { fields: {}, state: 'disposed' }, admin)).toContain('asset.held');
});
