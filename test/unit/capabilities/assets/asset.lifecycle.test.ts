import { expect, test } from 'vitest';
import { assetLifecycle } from '#shared/capabilities/assets/asset.lifecycle.ts';
import type { AssetFacts } from '#shared/capabilities/assets/asset.rules.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { leavesOf, step } from '#shared/model/lifecycle.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { actor } from '#test/support/memory-store.ts';
import { reachable, tableOf, undescribed } from '../lifecycle-table.ts';

const blank: RecordOf = {
  id: 'ast_1' as Id,
  kind: 'asset',
  number: 'AST-1',
  state: null,
  lifecycleVersion: 1,
  version: 1,
  archivedAt: null,
  createdAt: '2026-11-02T09:00:00Z',
  createdBy: 'requester',
  updatedAt: '2026-11-02T09:00:00Z',
  updatedBy: 'requester',
  externalId: null,
  stamp: '' as RecordOf['stamp'],
  stamps: {},
  fields: {},
};
const person = (id: string, fields: JsonObject = {}): RecordOf => ({
  ...blank,
  id: id as Id,
  kind: 'person',
  fields: { name: id, ...fields },
});

const facts =
  (fields: JsonObject, input: JsonObject = {}, more: Partial<AssetFacts> = {}) =>
  (state: string): AssetFacts => ({
    record: { ...blank, state, fields: { name: 'ThinkPad', justification: 'New in the team.', serial: 'PF3', ...fields } },
    input,
    actor: actor('manager'),
    now: '2026-11-02T09:00:00Z',
    recipient: undefined,
    verifier: undefined,
    reservedFor: undefined,
    ...more,
  });

const SHELF = 'quarantine > quarantined, reportMissing > missing.lost, retire > retiring, placeHold >';

test('everything that a well-kept asset can do from every state, and nothing else', () => {
  expect(tableOf(assetLifecycle, facts({}))).toEqual({
    requested: 'approve > approved, decline > declined, cancel > canceled, placeHold > requested',
    declined: 'askAgain > requested, cancel > canceled',
    canceled: '',
    approved: 'cancel > canceled, order > ordered, placeHold > approved',
    ordered: 'cancel > canceled, receive > received, placeHold > ordered',
    received:
      'sendBack > ordered, stock > inStock.available, assign > inUse, quarantine > quarantined, reportMissing > missing.lost, placeHold > received',
    'inStock.available':
      'reserve > inStock.reserved, assign > inUse, reportDefect > inStock.defective, transfer > inStock.pendingTransfer, quarantine > quarantined, reportMissing > missing.lost, planDisposal > inStock.pendingDisposal, retire > retiring, placeHold > inStock.available',
    'inStock.reserved': `unreserve > inStock.available, assign > inUse, ${SHELF} inStock.reserved`,
    'inStock.defective':
      'planRepair > inStock.pendingRepair, quarantine > quarantined, reportMissing > missing.lost, planDisposal > inStock.pendingDisposal, retire > retiring, placeHold > inStock.defective',
    'inStock.pendingRepair': `maintain > inMaintenance, ${SHELF} inStock.pendingRepair`,
    'inStock.pendingTransfer': `arrive > inStock.available, cancelTransfer > inStock.available, ${SHELF} inStock.pendingTransfer`,
    'inStock.pendingDisposal':
      'quarantine > quarantined, reportMissing > missing.lost, keep > inStock.available, retire > retiring, placeHold > inStock.pendingDisposal',
    inUse:
      'handOver > inUse, return > inStock.available, maintain > inMaintenance, quarantine > quarantined, reportMissing > missing.lost, retire > retiring, placeHold > inUse',
    inMaintenance:
      'finishMaintenance > inStock.available, giveUpRepair > inStock.defective, quarantine > quarantined, reportMissing > missing.lost, retire > retiring, placeHold > inMaintenance',
    quarantined: 'release > inStock.available, reportMissing > missing.lost, placeHold > quarantined',
    'missing.lost': 'find > quarantined, writeOff > disposed, placeHold > missing.lost',
    'missing.stolen': 'find > quarantined, writeOff > disposed, placeHold > missing.stolen',
    retiring: 'quarantine > quarantined, keep > inStock.available, completeRetirement > retired, placeHold > retiring',
    retired: 'reinstate > inStock.available, erase > retired, dispose > disposed, placeHold > retired',
    disposed: '',
  });
});

test('what somebody has goes back to them after maintenance, quarantine or a retirement that was called off', () => {
  const table = tableOf(assetLifecycle, facts({ owner: 'holder' }));
  expect(table['inMaintenance']).toContain('finishMaintenance > inUse');
  expect(table['quarantined']).toContain('release > inUse');
  expect(table['retiring']).toContain('keep > inUse');
});

test('a theft and a loss lead to different states', () => {
  expect(tableOf(assetLifecycle, facts({}, { how: 'stolen' }))['inUse']).toContain('reportMissing > missing.stolen');
  expect(tableOf(assetLifecycle, facts({}, { how: 'lost' }))['inUse']).toContain('reportMissing > missing.lost');
});

test('every state can be reached from the request', () => {
  const worlds = [facts({}), facts({}, { how: 'stolen' }), facts({ owner: 'holder' })];
  expect(reachable(assetLifecycle, worlds).toSorted()).toEqual(leavesOf(assetLifecycle).toSorted());
});

test('every state and every way is described in words', () => {
  expect(undescribed(assetLifecycle)).toEqual([]);
});

const held = { legalHold: true, holdReason: 'Claim 2231 against a broker.' };

test.each<[string, string, ReturnType<typeof facts>, string[]]>([
  ['nobody approves what they asked for', 'requested/approve', facts({}, {}, { actor: actor('requester') }), ['asset.isNotOwnRequest']],
  ['nobody approves what is meant for them', 'requested/approve', facts({ owner: 'manager' }), ['asset.isNotForSelf']],
  ['a request says what it is for', 'requested/approve', facts({ justification: null }), ['asset.isJustified']],
  [
    'every reason is given at once',
    'requested/approve',
    facts({ justification: '', owner: 'requester' }, {}, { actor: actor('requester') }),
    ['asset.isNotOwnRequest', 'asset.isNotForSelf', 'asset.isJustified'],
  ],
  ['what cannot be told apart is not put in stock', 'received/stock', facts({ serial: null }), ['asset.isIdentified']],
  [
    'nothing is handed to someone who left',
    'inStock.available/assign',
    facts({}, { owner: 'gone' }, { recipient: person('gone', { active: false }) }),
    ['asset.isPersonHere'],
  ],
  [
    'what is reserved goes to the one it is reserved for',
    'inStock.reserved/assign',
    facts({ reservedFor: 'ana' }, { owner: 'ben' }, { recipient: person('ben'), reservedFor: person('Ana') }),
    ['asset.isForWhomItIsReserved'],
  ],
  [
    'a hand-over needs another person',
    'inUse/handOver',
    facts({ owner: 'ana' }, { owner: 'ana' }, { recipient: person('ana') }),
    ['asset.isSomeoneElse'],
  ],
  [
    'whoever has it does not verify the remediation',
    'quarantined/release',
    facts({ owner: 'ana' }, { verifiedBy: 'ana', remediation: 'Reinstalled.' }, { verifier: person('ana') }),
    ['asset.isVerifiedByAnother'],
  ],
  ['quarantine blocks retirement', 'quarantined/retire', facts({ quarantineReason: 'Malware.' }), ['asset.isOutOfQuarantine']],
  ['quarantine blocks disposal, and so does a hold', 'quarantined/dispose', facts(held), ['asset.isOutOfQuarantine', 'asset.isNotOnHold']],
  ['a legal hold blocks disposal', 'retired/dispose', facts(held), ['asset.isNotOnHold']],
  ['a legal hold blocks writing off', 'missing.lost/writeOff', facts(held), ['asset.isNotOnHold']],
  ['a legal hold blocks erasing', 'retired/erase', facts(held), ['asset.isNotOnHold']],
  ['data under a hold is spared', 'retiring/completeRetirement', facts(held, { erasure: 'wiped' }), ['asset.sparesHeldData']],
  [
    'what can still get in is not retired',
    'retiring/completeRetirement',
    facts({}, { erasure: 'wiped', accessRevoked: false }),
    ['asset.isAccessRevoked'],
  ],
  ['data does not leave the house', 'retired/dispose', facts({ erasure: 'kept' }), ['asset.isDataGone']],
  ['a hold is placed once', 'inUse/placeHold', facts(held), ['asset.isNotOnHold']],
  ['no hold, nothing to lift', 'inUse/liftHold', facts({}), ['asset.isOnHold']],
])('%s', (_sentence, where, given, reasons) => {
  const [state = '', event = ''] = where.split('/');
  const { unmet } = step(assetLifecycle, state, event, given(state));
  expect(unmet.map((one) => one.code)).toEqual(reasons);
  for (const one of unmet) expect(one.message).not.toContain('{');
});

test('an asset under quarantine says what it needs before it can be retired', () => {
  const [why] = step(assetLifecycle, 'quarantined', 'retire', facts({ quarantineReason: 'Ransom note on screen.' })('quarantined')).unmet;
  expect(why).toMatchObject({
    message: 'It is in quarantine: Ransom note on screen.',
    help: 'Release it first. That needs the remediation, and who verified it.',
  });
});

test('under a hold the data may be kept, and the retirement goes on', () => {
  expect(step(assetLifecycle, 'retiring', 'completeRetirement', facts(held, { erasure: 'kept', accessRevoked: true })('retiring')).to).toBe(
    'retired',
  );
});
