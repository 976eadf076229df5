import type { Unmet } from '#shared/kernel/refusal.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, date, flag, instant, money, prose, ref, text } from '#shared/model/field.ts';
import { leavesOf } from '#shared/model/lifecycle.ts';
import { anyone } from '#shared/model/permission.ts';
import { restrictedTo, restrictsToOwnTeam } from '../identity/index.ts';
import { CLASSES, DISPOSALS, ERASURES } from './asset.choices.ts';
import { assetLifecycle } from './asset.lifecycle.ts';
import { managesAssets, ownsRequest, requestsAssets } from './asset.permissions.ts';
import { type AssetFacts, assetFacts } from './asset.rules.ts';

/** Where an asset may be put away: it never was one, or it is gone. Until then it is retired, not archived. */
const GONE = new Set(['declined', 'canceled', 'disposed']);
/** What an approval was given for; it may not grow afterwards. */
const APPROVED_FIELDS = new Set(['class', 'model', 'cost']);

export const asset = defineRecord({
  kind: 'asset',
  prefix: 'ast',
  plural: 'assets',
  numbering: 'AST',
  label: 'name',
  wording: {
    one: 'Asset',
    many: 'Assets',
    empty: 'Every device and licence, from the request to its disposal. Request one, or import what you have.',
  },
  columns: ['name', 'class', 'tag', 'owner', 'location', 'warrantyEndsAt'],
  permissions: { read: anyone, create: requestsAssets, edit: ownsRequest, archive: managesAssets },
  visibility: { field: 'restrictedTo' },
  fields: {
    name: text({ label: 'Name', required: true, head: true, max: 160 }),
    class: choice(CLASSES, { label: 'Class', required: true, head: true }),
    justification: prose({ label: 'What for', help: 'The need that it meets; the person who approves reads this.' }),
    model: text({ label: 'Model', head: true, max: 120 }),
    vendor: text({ label: 'Vendor', head: true, max: 120 }),
    serial: text({ label: 'Serial number', head: true, max: 80 }),
    tag: text({ label: 'Asset tag', head: true, max: 60 }),
    owner: ref('person', { label: 'Used by', head: true, help: 'Who has it, or is meant to get it.' }),
    team: ref('team', { label: 'Team', head: true }),
    location: text({ label: 'Location', head: true, max: 160 }),
    system: ref('system', { label: 'System', head: true, help: 'The system that runs on it.' }),
    restrictedTo: restrictedTo(),
    cost: money({ label: 'Cost', head: true, group: 'Purchase' }),
    orderNumber: text({ label: 'Order number', max: 60, derived: true, group: 'Purchase' }),
    purchasedAt: date({ label: 'Purchased', head: true, group: 'Purchase' }),
    warrantyEndsAt: date({ label: 'Warranty ends', head: true, group: 'Purchase' }),
    supportEndsAt: date({ label: 'Support ends', head: true, group: 'Purchase' }),
    declined: prose({ label: 'Declined because', derived: true }),
    reservedFor: ref('person', { label: 'Reserved for', head: true, derived: true }),
    movesTo: text({ label: 'Moves to', max: 160, derived: true }),
    condition: prose({ label: 'Condition', derived: true, group: 'Condition' }),
    quarantineReason: prose({ label: 'Quarantined because', derived: true, group: 'Condition' }),
    remediation: prose({ label: 'Remediation', derived: true, group: 'Condition' }),
    verifiedBy: ref('person', { label: 'Verified by', derived: true, group: 'Condition' }),
    legalHold: flag({ label: 'Legal hold', head: true, derived: true, group: 'Legal hold' }),
    holdReason: prose({ label: 'Held for', derived: true, group: 'Legal hold' }),
    erasure: choice(ERASURES, { label: 'Data', derived: true, group: 'End of life' }),
    retiredAt: instant({ label: 'Retired', head: true, derived: true, group: 'End of life' }),
    disposal: choice(
      { ...DISPOSALS, writtenOff: 'Written off' },
      { label: 'Disposed of by', head: true, derived: true, group: 'End of life' },
    ),
    disposalProof: text({ label: 'Receipt or certificate', max: 160, derived: true, group: 'End of life' }),
    disposedAt: instant({ label: 'Disposed of', head: true, derived: true, group: 'End of life' }),
  },
  lifecycle: assetLifecycle,
  facts: assetFacts,
  check: ({ purchasedAt, warrantyEndsAt, legalHold, holdReason, restrictedTo: team }, facts): Unmet[] => [
    ...heldAgainst(facts, legalHold === true),
    ...(typeof purchasedAt === 'string' && typeof warrantyEndsAt === 'string' && warrantyEndsAt < purchasedAt
      ? [{ code: 'asset.warranty', message: 'The warranty ends before the purchase.', field: 'warrantyEndsAt' }]
      : []),
    ...(legalHold && !holdReason
      ? [{ code: 'asset.holdReason', message: 'A legal hold needs the reason it is kept for.', field: 'holdReason' }]
      : []),
    ...restrictsToOwnTeam(team, facts),
  ],
  editable,
  archivable: ({ record }): Unmet[] =>
    record.state !== null && GONE.has(record.state)
      ? []
      : [
          {
            code: 'asset.live',
            message: 'An asset that is still there is not archived.',
            help: 'Retire it and dispose of it, so that its end is on record.',
          },
        ],
  imports: { states: leavesOf(assetLifecycle) },
});

/** What another system says cannot lift a hold that stands here, nor let what is held leave the house. */
function heldAgainst({ record, input }: AssetFacts, staysHeld: boolean): Unmet[] {
  if (record.fields['legalHold'] !== true) return [];
  const help = 'Lift the hold here first; that needs the right to place holds.';
  return [
    ...(staysHeld
      ? []
      : [{ code: 'asset.holdStands', message: 'It is under legal hold here, and an import does not lift it.', help, field: 'legalHold' }]),
    ...(input['state'] === 'disposed'
      ? [{ code: 'asset.held', message: 'It is under legal hold here, so it does not leave the house.', help, field: 'state' }]
      : []),
  ];
}

function editable({ actor, record }: AssetFacts, names: readonly string[]): Unmet[] {
  const isRequest = record.state === 'requested' || record.state === 'declined';
  if (!isRequest && !actor.isSystem && !managesAssets.test({ actor }))
    return [{ code: 'asset.requestDecided', message: 'The request is decided: only those who manage assets change it now.' }];
  if (record.state !== 'approved' && record.state !== 'ordered') return [];
  return names
    .filter((name) => APPROVED_FIELDS.has(name))
    .map((field) => ({
      code: 'asset.approvedContent',
      message: 'This is what was approved, and it is not here yet.',
      help: 'Cancel the request and make a new one.',
      field,
    }));
}
