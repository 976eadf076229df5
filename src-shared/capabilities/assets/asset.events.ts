import { choice, date, flag, prose, ref, text } from '#shared/model/field.ts';
import type { EventSpec } from '#shared/model/lifecycle.ts';
import { DISPOSALS, ERASURES } from './asset.choices.ts';
import { approvesRequests, liftsHolds, managesAssets, ownsRequest, placesHolds, reportsLoss } from './asset.permissions.ts';
import type { AssetFacts } from './asset.rules.ts';

const reason = prose({ label: 'Reason', required: true });
const note = prose({ label: 'Note' });
const where = text({ label: 'Location', max: 160 });
const person = (label: string) => ref('person', { label, required: true });

/** Getting it, handing it out, taking it back. */
const use = {
  approve: { label: 'Approve', past: 'approved', permission: approvesRequests, input: { note }, tone: 'primary', key: 'a' },
  decline: {
    label: 'Decline',
    past: 'declined',
    permission: approvesRequests,
    input: { reason },
    effect: ({ input }) => ({ declined: input['reason'] ?? null }),
    tone: 'danger',
    key: 'r',
  },
  askAgain: { label: 'Ask again', past: 'askedAgain', permission: ownsRequest, effect: () => ({ declined: null }), tone: 'primary' },
  cancel: { label: 'Cancel request', past: 'canceled', permission: ownsRequest, input: { reason }, tone: 'danger' },
  order: {
    label: 'Order',
    past: 'ordered',
    permission: managesAssets,
    input: { orderNumber: text({ label: 'Order number', required: true, max: 60 }), vendor: text({ label: 'Vendor', max: 120 }) },
    effect: ({ input, record }) => ({
      orderNumber: input['orderNumber'] ?? null,
      vendor: input['vendor'] ?? record.fields['vendor'] ?? null,
    }),
    tone: 'primary',
  },
  receive: {
    label: 'Receive',
    past: 'received',
    permission: managesAssets,
    input: {
      serial: text({ label: 'Serial number', required: true, max: 80 }),
      tag: text({ label: 'Asset tag', max: 60 }),
      purchasedAt: date({ label: 'Purchased' }),
    },
    effect: ({ input, record, now }) => ({
      serial: input['serial'] ?? null,
      tag: input['tag'] ?? record.fields['tag'] ?? null,
      purchasedAt: input['purchasedAt'] ?? record.fields['purchasedAt'] ?? now.slice(0, 10),
    }),
    tone: 'primary',
  },
  sendBack: { label: 'Send back', past: 'sentBack', permission: managesAssets, input: { reason } },
  stock: {
    label: 'Put in stock',
    past: 'stocked',
    permission: managesAssets,
    input: { location: where },
    effect: ({ input, record }) => ({ location: input['location'] ?? record.fields['location'] ?? null }),
  },
  reserve: {
    label: 'Reserve',
    past: 'reserved',
    permission: managesAssets,
    input: { owner: person('For') },
    effect: ({ input }) => ({ reservedFor: input['owner'] ?? null }),
    undo: 'unreserve',
  },
  unreserve: { label: 'Cancel reservation', past: 'unreserved', permission: managesAssets, effect: () => ({ reservedFor: null }) },
  assign: {
    label: 'Assign',
    past: 'assigned',
    permission: managesAssets,
    input: { owner: person('To'), location: where, note },
    effect: ({ input, record }) => ({
      owner: input['owner'] ?? null,
      reservedFor: null,
      location: input['location'] ?? record.fields['location'] ?? null,
    }),
    undo: 'return',
    tone: 'primary',
  },
  handOver: {
    label: 'Hand over',
    past: 'handedOver',
    permission: managesAssets,
    input: { owner: person('To'), note },
    effect: ({ input }) => ({ owner: input['owner'] ?? null }),
  },
  return: {
    label: 'Return',
    past: 'returned',
    permission: managesAssets,
    input: { location: where, note },
    effect: ({ input, record }) => ({ owner: null, location: input['location'] ?? record.fields['location'] ?? null }),
  },
} as const satisfies { readonly [event: string]: EventSpec<AssetFacts> };

/** What goes wrong, and what is done about it. */
const care = {
  reportDefect: {
    label: 'Report defect',
    past: 'foundDefective',
    permission: managesAssets,
    input: { reason },
    effect: ({ input }) => ({ condition: input['reason'] ?? null }),
  },
  planRepair: { label: 'Plan repair', past: 'repairPlanned', permission: managesAssets, input: { note } },
  maintain: {
    label: 'Send to maintenance',
    past: 'sentToMaintenance',
    permission: managesAssets,
    input: { reason, expectedBackAt: date({ label: 'Expected back' }) },
    effect: ({ input }) => ({ condition: input['reason'] ?? null }),
  },
  finishMaintenance: {
    label: 'Back from maintenance',
    past: 'maintained',
    permission: managesAssets,
    input: { note: prose({ label: 'What was done', required: true }) },
    effect: () => ({ condition: null }),
    tone: 'primary',
  },
  giveUpRepair: {
    label: 'Beyond repair',
    past: 'foundBeyondRepair',
    permission: managesAssets,
    input: { reason },
    effect: ({ input }) => ({ condition: input['reason'] ?? null }),
  },
  transfer: {
    label: 'Transfer',
    past: 'transferStarted',
    permission: managesAssets,
    input: { location: text({ label: 'To', required: true, max: 160 }) },
    effect: ({ input }) => ({ movesTo: input['location'] ?? null }),
    undo: 'cancelTransfer',
  },
  arrive: {
    label: 'Arrived',
    past: 'arrived',
    permission: managesAssets,
    effect: ({ record }) => ({ location: record.fields['movesTo'] ?? null, movesTo: null }),
    tone: 'primary',
  },
  cancelTransfer: { label: 'Cancel transfer', past: 'transferCanceled', permission: managesAssets, effect: () => ({ movesTo: null }) },
  quarantine: {
    label: 'Quarantine',
    past: 'quarantined',
    permission: managesAssets,
    input: { reason },
    effect: ({ input }) => ({ quarantineReason: input['reason'] ?? null, remediation: null, verifiedBy: null, reservedFor: null }),
    tone: 'danger',
  },
  release: {
    label: 'Release',
    past: 'released',
    permission: managesAssets,
    input: {
      remediation: prose({ label: 'Remediation, verified', required: true, help: 'What was done about it, and how it was checked.' }),
      verifiedBy: ref('person', { label: 'Verified by', required: true, help: 'Who checked it; not the person who has it.' }),
    },
    effect: ({ input }) => ({
      quarantineReason: null,
      remediation: input['remediation'] ?? null,
      verifiedBy: input['verifiedBy'] ?? null,
    }),
    tone: 'primary',
  },
  reportMissing: {
    label: 'Report missing',
    past: 'reportedMissing',
    permission: reportsLoss,
    input: { how: choice({ lost: 'Lost', stolen: 'Stolen' }, { label: 'How', required: true }), reason },
    tone: 'danger',
  },
  find: {
    label: 'Found',
    past: 'found',
    permission: reportsLoss,
    input: { note: prose({ label: 'Where and how', required: true }) },
    effect: ({ record }) => ({
      quarantineReason: `It was ${record.state === 'missing.stolen' ? 'stolen' : 'lost'} and must be checked before it is used.`,
    }),
    tone: 'primary',
  },
} as const satisfies { readonly [event: string]: EventSpec<AssetFacts> };

/** The end of its life. */
const end = {
  planDisposal: { label: 'Plan disposal', past: 'disposalPlanned', permission: managesAssets, input: { note } },
  keep: { label: 'Keep', past: 'kept', permission: managesAssets, input: { note } },
  retire: { label: 'Retire', past: 'retirementBegun', permission: managesAssets, input: { reason }, tone: 'danger' },
  completeRetirement: {
    label: 'Complete retirement',
    past: 'retired',
    permission: managesAssets,
    input: {
      erasure: choice(ERASURES, { label: 'Data', required: true }),
      accessRevoked: flag({ label: 'Its access is revoked', required: true, help: 'Accounts, certificates, management agents.' }),
    },
    effect: ({ input, now }) => ({ erasure: input['erasure'] ?? null, owner: null, reservedFor: null, retiredAt: now }),
    tone: 'primary',
  },
  reinstate: {
    label: 'Reinstate',
    past: 'reinstated',
    permission: managesAssets,
    input: { reason },
    effect: () => ({ erasure: null, retiredAt: null }),
  },
  erase: {
    label: 'Erase data',
    past: 'erased',
    permission: managesAssets,
    input: { erasure: choice({ wiped: ERASURES.wiped, destroyed: ERASURES.destroyed }, { label: 'Data', required: true }) },
    effect: ({ input }) => ({ erasure: input['erasure'] ?? null }),
  },
  dispose: {
    label: 'Dispose of',
    past: 'disposedOf',
    permission: managesAssets,
    input: { disposal: choice(DISPOSALS, { label: 'How', required: true }), proof: text({ label: 'Receipt or certificate', max: 160 }) },
    effect: ({ input, now }) => ({ disposal: input['disposal'] ?? null, disposalProof: input['proof'] ?? null, disposedAt: now }),
    tone: 'danger',
  },
  writeOff: {
    label: 'Write off',
    past: 'writtenOff',
    permission: managesAssets,
    input: { reason },
    effect: ({ now }) => ({ disposal: 'writtenOff', disposedAt: now, owner: null }),
    tone: 'danger',
  },
  placeHold: {
    label: 'Place legal hold',
    past: 'holdPlaced',
    permission: placesHolds,
    input: { reason: prose({ label: 'Reason', required: true, help: 'The matter that it is kept for.' }) },
    effect: ({ input }) => ({ legalHold: true, holdReason: input['reason'] ?? null }),
  },
  liftHold: {
    label: 'Lift legal hold',
    past: 'holdLifted',
    permission: liftsHolds,
    input: { reason },
    effect: () => ({ legalHold: null, holdReason: null }),
  },
} as const satisfies { readonly [event: string]: EventSpec<AssetFacts> };

export const assetEvents = { ...use, ...care, ...end };
