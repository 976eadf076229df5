import { setup } from 'xstate';
import { createRegistry, defineCapability } from '#shared/model/capability.ts';
import { defineRecord } from '#shared/model/definition.ts';
import { choice, flag, ref, text } from '#shared/model/field.ts';
import { type BaseFacts, defineLifecycle, guardTable, waysOver } from '#shared/model/lifecycle.ts';
import { anyone, granted } from '#shared/model/permission.ts';
import type { Reader } from '#shared/model/reader.ts';

/** Two small record kinds that show everything the model can do, for its own tests. */
export interface ParcelFacts extends BaseFacts {
  readonly isInsured: boolean;
}

const guards = guardTable<ParcelFacts>()({
  isLight: { test: ({ record }) => record.fields['size'] !== 'large', unmet: 'A large parcel goes by freight.', field: 'size' },
  isInsured: { test: ({ isInsured }) => isInsured, unmet: 'The parcel is not insured.', help: 'Insure it first.', field: 'insured' },
});
const way = waysOver(guards);

export const parcelLifecycle = defineLifecycle<ParcelFacts>({
  version: 1,
  guards,
  machine: setup({ types: { context: {} as ParcelFacts, input: {} as ParcelFacts, events: {} as { type: string } } }).createMachine({
    id: 'parcel',
    context: ({ input }) => input,
    initial: 'packed',
    states: {
      packed: {
        meta: { label: 'Packed' },
        description: 'Closed and labelled.',
        on: { send: [way({ target: 'underway', needs: ['isLight', 'isInsured'], description: 'Hand it to the carrier.' })] },
      },
      underway: {
        meta: { label: 'Under way' },
        description: 'With the carrier.',
        initial: 'rolling',
        states: {
          rolling: { meta: { label: 'rolling' }, on: { stop: 'stopped' } },
          stopped: { meta: { label: 'stopped' } },
        },
        on: {
          deliver: [way({ target: 'delivered', description: 'Hand it over.' })],
          lose: [way({ target: 'lost', description: 'Nobody knows.' })],
        },
      },
      delivered: { type: 'final', meta: { label: 'Delivered' } },
      lost: { type: 'final', meta: { label: 'Lost' } },
    },
  }),
  deadlines: [{ event: 'lose', column: 'dueAt', states: ['underway.rolling', 'underway.stopped'] }],
  events: {
    send: {
      label: 'Send',
      past: 'sent',
      permission: granted('parcels.send', 'the right to send'),
      input: { carrier: text({ label: 'Carrier', required: true }) },
      effect: ({ input }) => ({ carrier: input['carrier'] ?? null }),
    },
    deliver: { label: 'Deliver', past: 'delivered', permission: anyone },
    stop: { label: 'Stop', past: 'stopped', permission: anyone },
    lose: { label: 'Lose', past: 'lost', permission: granted('none', 'nobody') },
  },
});

export const parcel = defineRecord({
  kind: 'parcel',
  prefix: 'pcl',
  plural: 'parcels',
  numbering: 'PCL',
  label: 'title',
  wording: { one: 'Parcel', many: 'Parcels' },
  columns: ['title'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  fields: {
    title: text({ label: 'Title', required: true, head: true, material: true }),
    size: choice({ small: 'Small', large: 'Large' }, { label: 'Size', head: true, material: true }),
    insured: flag({ label: 'Insured' }),
    carrier: text({ label: 'Carrier', derived: true }),
    parent: ref('parcel', { label: 'Inside', head: true }),
    dueAt: text({ label: 'Due', head: true }),
  },
  lifecycle: parcelLifecycle,
  facts: async (base, _reader: Reader) => ({ ...base, isInsured: base.record.fields['insured'] === true }),
});

export const note = defineRecord({
  kind: 'note',
  prefix: 'not',
  plural: 'notes',
  label: 'text',
  wording: { one: 'Note', many: 'Notes' },
  columns: ['text'],
  permissions: { read: anyone, create: anyone, edit: anyone },
  fields: { text: text({ label: 'Text', required: true, head: true }), parcel: ref('parcel', { label: 'Parcel', head: true }) },
});

export const smallRegistry = createRegistry([
  defineCapability({
    name: 'parcels',
    records: [parcel, note],
    reactions: [
      {
        on: ['parcel.delivered'],
        because: 'A delivered parcel gets a note.',
        then: async ({ record, newId }) => [
          { name: 'notes.create', recordId: newId('not'), input: { fields: { text: 'Delivered', parcel: record.id } } },
        ],
      },
    ],
  }),
]);
