import { setup } from 'xstate';
import { defineLifecycle, waysOver } from '#shared/model/lifecycle.ts';
import { assetEvents } from './asset.events.ts';
import { type AssetFacts, assetGuards } from './asset.rules.ts';

const way = waysOver(assetGuards);

/** Legal hold is a flag beside the state: it can be placed and lifted wherever the asset still is, and moves nothing. */
const hold = (self: string) => ({
  placeHold: [way({ target: self, needs: ['isNotOnHold'], description: 'Keep it as it is: a legal matter needs it.' })],
  liftHold: [way({ target: self, needs: ['isOnHold'], description: 'The matter is over: it may go its way again.' })],
});
const retire = { retire: [way({ target: 'retiring', description: 'Take it out of service.' })] };
const maintain = (target = 'inMaintenance') => ({ maintain: [way({ target, description: 'It is repaired or serviced.' })] });
const quarantine = {
  quarantine: [way({ target: 'quarantined', description: 'Cut it off until it is safe again.', serves: ['AL5.3'] })],
};
const reportMissing = {
  reportMissing: [
    way({ target: 'missing.stolen', when: ['isStolen'], description: 'It was stolen.' }),
    way({ target: 'missing.lost', description: 'Nobody knows where it is.' }),
  ],
};
const find = {
  find: [way({ target: 'quarantined', description: 'It turned up; it is checked before anyone uses it.', serves: ['AL5.3'] })],
};
const writeOff = {
  writeOff: [way({ target: 'disposed', needs: ['isNotOnHold'], description: 'It will not turn up: take it off the books.' })],
};
const backIntoUse = (description: string) => [
  way({ target: 'inUse', when: ['hasOwner'], description: `${description} It goes back to the person who has it.` }),
  way({ target: 'inStock.available', description: `${description} It goes into stock.` }),
];

export const assetLifecycle = defineLifecycle<AssetFacts>({
  version: 1,
  guards: assetGuards,
  events: assetEvents,
  machine: setup({ types: { context: {} as AssetFacts, input: {} as AssetFacts, events: {} as { type: string } } }).createMachine({
    id: 'asset',
    context: ({ input }) => input,
    initial: 'requested',
    states: {
      requested: {
        meta: { label: 'Requested' },
        description: 'Somebody needs it; somebody else decides.',
        on: {
          approve: [
            way({
              target: 'approved',
              needs: ['isNotOwnRequest', 'isNotForSelf', 'isJustified'],
              description: 'It may be bought or taken from stock.',
            }),
          ],
          decline: [way({ target: 'declined', needs: ['isNotOwnRequest'], description: 'Not this one, and why.' })],
          cancel: [way({ target: 'canceled', description: 'It is not needed after all.' })],
          ...hold('requested'),
        },
      },
      declined: {
        meta: { label: 'Declined', side: true },
        description: 'The request was refused with a reason. It can be improved and asked again.',
        on: {
          askAgain: [way({ target: 'requested', needs: ['isJustified'], description: 'Ask again with what was missing.' })],
          cancel: [way({ target: 'canceled', description: 'Leave it at that.' })],
        },
      },
      canceled: { type: 'final', meta: { label: 'Canceled', side: true }, description: 'It was never bought.' },
      approved: {
        meta: { label: 'Approved' },
        description: 'It may be bought; nobody has ordered it yet.',
        on: {
          order: [way({ target: 'ordered', description: 'Order it from the vendor.' })],
          cancel: [way({ target: 'canceled', description: 'It is not needed after all.' })],
          ...hold('approved'),
        },
      },
      ordered: {
        meta: { label: 'On order' },
        description: 'Ordered and on its way.',
        on: {
          receive: [way({ target: 'received', description: 'It arrived: note its serial number.' })],
          cancel: [way({ target: 'canceled', description: 'The order was withdrawn.' })],
          ...hold('ordered'),
        },
      },
      received: {
        meta: { label: 'Received' },
        description: 'It is here and identified; it is prepared for use.',
        on: {
          stock: [way({ target: 'inStock.available', needs: ['isIdentified'], description: 'Put it on the shelf.' })],
          assign: [way({ target: 'inUse', needs: ['isIdentified', 'isPersonHere'], description: 'Hand it to the person who needs it.' })],
          sendBack: [way({ target: 'ordered', description: 'Not what was ordered, or broken: the vendor replaces it.' })],
          ...quarantine,
          ...reportMissing,
          ...hold('received'),
        },
      },
      inStock: {
        meta: { label: 'In stock' },
        description: 'On a shelf of ours.',
        initial: 'available',
        on: { ...quarantine, ...reportMissing, ...retire },
        states: {
          available: {
            meta: { label: 'available' },
            description: 'Ready to be handed out.',
            on: {
              assign: [way({ target: '#asset.inUse', needs: ['isIdentified', 'isPersonHere'], description: 'Hand it to a person.' })],
              reserve: [way({ target: 'reserved', needs: ['isPersonHere'], description: 'Keep it for somebody.' })],
              reportDefect: [way({ target: 'defective', description: 'It does not work.' })],
              transfer: [way({ target: 'pendingTransfer', description: 'It moves to another place.' })],
              planDisposal: [way({ target: 'pendingDisposal', description: 'Nobody will need it again.' })],
              ...hold('available'),
            },
          },
          reserved: {
            meta: { label: 'reserved' },
            description: 'Kept for somebody.',
            on: {
              assign: [
                way({
                  target: '#asset.inUse',
                  needs: ['isIdentified', 'isPersonHere', 'isForWhomItIsReserved'],
                  description: 'Hand it to the person it was kept for.',
                }),
              ],
              unreserve: [way({ target: 'available', description: 'It is free again.' })],
              ...hold('reserved'),
            },
          },
          defective: {
            meta: { label: 'defective' },
            description: 'It does not work, and nothing is decided yet.',
            on: {
              planRepair: [way({ target: 'pendingRepair', description: 'It is worth repairing.' })],
              planDisposal: [way({ target: 'pendingDisposal', description: 'It is not worth repairing.' })],
              ...hold('defective'),
            },
          },
          pendingRepair: {
            meta: { label: 'pending repair' },
            description: 'It will be repaired.',
            on: { ...maintain('#asset.inMaintenance'), ...hold('pendingRepair') },
          },
          pendingTransfer: {
            meta: { label: 'pending transfer' },
            description: 'On its way between two places of ours.',
            on: {
              arrive: [way({ target: 'available', description: 'It is at its new place.' })],
              cancelTransfer: [way({ target: 'available', description: 'It stays where it is.' })],
              ...hold('pendingTransfer'),
            },
          },
          pendingDisposal: {
            meta: { label: 'pending disposal' },
            description: 'It will be retired and disposed of.',
            on: { keep: [way({ target: 'available', description: 'Somebody needs it after all.' })], ...hold('pendingDisposal') },
          },
        },
      },
      inUse: {
        meta: { label: 'In use' },
        description: 'A person has it.',
        on: {
          return: [way({ target: 'inStock.available', description: 'It comes back on the shelf.' })],
          handOver: [
            way({
              target: 'inUse',
              needs: ['isPersonHere', 'isSomeoneElse'],
              description: 'It goes straight to another person.',
            }),
          ],
          ...maintain(),
          ...quarantine,
          ...reportMissing,
          ...retire,
          ...hold('inUse'),
        },
      },
      inMaintenance: {
        meta: { label: 'In maintenance', side: true },
        description: 'With a technician, here or at the vendor.',
        on: {
          finishMaintenance: backIntoUse('It works again.'),
          giveUpRepair: [way({ target: 'inStock.defective', description: 'It cannot be repaired at a sensible price.' })],
          ...quarantine,
          ...reportMissing,
          ...retire,
          ...hold('inMaintenance'),
        },
      },
      quarantined: {
        meta: { label: 'Quarantined', side: true },
        description: 'Cut off: nobody uses it, nobody disposes of it, until the remediation is verified.',
        on: {
          release: [
            way({
              target: 'inUse',
              when: ['hasOwner'],
              needs: ['isVerifierHere', 'isVerifiedByAnother'],
              description: 'The remediation is verified: it goes back to the person who has it.',
              serves: ['AL5.3'],
            }),
            way({
              target: 'inStock.available',
              needs: ['isVerifierHere', 'isVerifiedByAnother'],
              description: 'The remediation is verified: it goes into stock.',
              serves: ['AL5.3'],
            }),
          ],
          retire: [
            way({
              target: 'retiring',
              needs: ['isOutOfQuarantine'],
              description: 'Not from quarantine: what happened to it must be known first.',
              serves: ['AL5.3'],
            }),
          ],
          dispose: [
            way({
              target: 'disposed',
              needs: ['isOutOfQuarantine', 'isNotOnHold'],
              description: 'Not from quarantine.',
              serves: ['AL5.3'],
            }),
          ],
          ...reportMissing,
          ...hold('quarantined'),
        },
      },
      missing: {
        meta: { label: 'Missing', side: true },
        description: 'Not where it should be.',
        initial: 'lost',
        states: {
          lost: { meta: { label: 'lost' }, description: 'Nobody knows where it is.', on: { ...hold('lost') } },
          stolen: { meta: { label: 'stolen' }, description: 'Reported to the police as stolen.', on: { ...hold('stolen') } },
        },
        on: { ...find, ...writeOff },
      },
      retiring: {
        meta: { label: 'Retiring' },
        description: 'Out of service; its data and its access are being removed.',
        on: {
          completeRetirement: [
            way({
              target: 'retired',
              needs: ['isAccessRevoked', 'sparesHeldData'],
              description: 'Data and access are dealt with.',
            }),
          ],
          keep: backIntoUse('It stays in service after all.'),
          ...quarantine,
          ...hold('retiring'),
        },
      },
      retired: {
        meta: { label: 'Retired' },
        description: 'Out of service, still in the house.',
        on: {
          dispose: [way({ target: 'disposed', needs: ['isNotOnHold', 'isDataGone'], description: 'It leaves the house.' })],
          erase: [way({ target: 'retired', needs: ['isNotOnHold'], description: 'Remove the data that was kept.' })],
          reinstate: [way({ target: 'inStock.available', description: 'It is needed again.' })],
          ...hold('retired'),
        },
      },
      disposed: {
        type: 'final',
        meta: { label: 'Disposed of' },
        description: 'Gone: sold, donated, scrapped, returned or written off. The record stays.',
      },
    },
  }),
});
