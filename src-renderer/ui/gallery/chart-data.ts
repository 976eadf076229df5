import type { Chart } from '../statechart/props.ts';

/** The chart of the reference picture: seven states in a row, a closed way with two reasons, one way back, one side state. */
export const changeChart: Chart = {
  states: [
    { id: 'draft', label: 'Draft', sub: 'Thu 12 Nov', visited: true },
    { id: 'assess', label: 'Assess', sub: 'Mon 16 Nov', visited: true },
    { id: 'authorize', label: 'Authorize', sub: 'since 13:12 today', visited: true, current: true },
    { id: 'scheduled', label: 'Scheduled' },
    { id: 'implement', label: 'Implement' },
    { id: 'review', label: 'Review' },
    { id: 'closed', label: 'Closed', final: true },
    { id: 'canceled', label: 'Canceled', final: true },
  ],
  ways: [
    { id: 'submit', from: 'draft', to: 'assess', label: 'Submit', status: 'taken' },
    { id: 'assessed', from: 'assess', to: 'authorize', label: 'Finish assessment', status: 'taken' },
    {
      id: 'schedule',
      from: 'authorize',
      to: 'scheduled',
      label: 'Schedule',
      status: 'closed',
      reasons: [
        '1 of 3 seats open: Dana Whitfield, mandatory',
        'overlaps freeze Month-end close EU, Fri 27 Nov 18:00–Wed 2 Dec 6:00; free from Sat 5 Dec 22:00',
      ],
    },
    { id: 'start', from: 'scheduled', to: 'implement', label: 'Start', status: 'other' },
    { id: 'finish', from: 'implement', to: 'review', label: 'Finish', status: 'other' },
    { id: 'close', from: 'review', to: 'closed', label: 'Close', status: 'other' },
    { id: 'reject', from: 'authorize', to: 'draft', label: 'Reject, back to draft with a reason', status: 'open' },
    { id: 'cancel-draft', from: 'draft', to: 'canceled', label: 'Cancel', status: 'other' },
    { id: 'cancel-assess', from: 'assess', to: 'canceled', label: 'Cancel', status: 'other' },
    { id: 'cancel', from: 'authorize', to: 'canceled', label: 'Cancel, with a reason', status: 'open' },
    { id: 'cancel-scheduled', from: 'scheduled', to: 'canceled', label: 'Cancel', status: 'other' },
    { id: 'cancel-implement', from: 'implement', to: 'canceled', label: 'Cancel', status: 'other' },
  ],
};

/** Twelve states, of which three are detours and one is a second end. */
export const assetChart: Chart = {
  states: [
    { id: 'requested', label: 'Requested', sub: '3 Feb', visited: true },
    { id: 'approved', label: 'Approved', sub: '4 Feb', visited: true },
    { id: 'ordered', label: 'Ordered', sub: '4 Feb', visited: true },
    { id: 'received', label: 'Received', sub: '18 Feb', visited: true },
    { id: 'inStock', label: 'In stock', sub: '18 Feb', visited: true },
    { id: 'inUse', label: 'In use', sub: 'since 2 Mar', visited: true, current: true },
    { id: 'inMaintenance', label: 'In maintenance' },
    { id: 'quarantined', label: 'Quarantined', visited: true },
    { id: 'missing', label: 'Missing' },
    { id: 'retiring', label: 'Retiring' },
    { id: 'retired', label: 'Retired' },
    { id: 'disposed', label: 'Disposed', final: true },
  ],
  ways: [
    { id: 'approve', from: 'requested', to: 'approved', label: 'Approve', status: 'taken' },
    { id: 'order', from: 'approved', to: 'ordered', label: 'Order', status: 'taken' },
    { id: 'receive', from: 'ordered', to: 'received', label: 'Receive', status: 'taken' },
    { id: 'store', from: 'received', to: 'inStock', label: 'Put in stock', status: 'taken' },
    { id: 'assign', from: 'inStock', to: 'inUse', label: 'Assign', status: 'taken' },
    { id: 'return', from: 'inUse', to: 'inStock', label: 'Return to stock', status: 'open' },
    { id: 'maintain', from: 'inUse', to: 'inMaintenance', label: 'Send to maintenance', status: 'open' },
    { id: 'maintained', from: 'inMaintenance', to: 'inUse', label: 'Back in use', status: 'other' },
    { id: 'quarantine', from: 'inUse', to: 'quarantined', label: 'Quarantine', status: 'open' },
    { id: 'quarantineStock', from: 'inStock', to: 'quarantined', label: 'Quarantine', status: 'taken' },
    { id: 'release', from: 'quarantined', to: 'inStock', label: 'Release', status: 'taken' },
    { id: 'lose', from: 'inUse', to: 'missing', label: 'Report missing', status: 'open' },
    { id: 'find', from: 'missing', to: 'inStock', label: 'Found', status: 'other' },
    {
      id: 'retire',
      from: 'inUse',
      to: 'retiring',
      label: 'Retire',
      status: 'closed',
      reasons: ['legal hold since 4 May, Ines Carvalho', 'still assigned to Ravi Menon'],
    },
    { id: 'retireStock', from: 'inStock', to: 'retiring', label: 'Retire', status: 'other' },
    { id: 'retired', from: 'retiring', to: 'retired', label: 'Finish', status: 'other' },
    { id: 'dispose', from: 'retired', to: 'disposed', label: 'Dispose', status: 'other' },
    { id: 'writeOff', from: 'missing', to: 'retired', label: 'Write off', status: 'other' },
  ],
};

/** One step, many ends; the present state leads to all of them. */
export const requestChart: Chart = {
  states: [
    { id: 'requested', label: 'Requested', sub: 'since 9:10', current: true, visited: true },
    { id: 'approved', label: 'Approved', final: true },
    { id: 'rejected', label: 'Rejected', final: true },
    { id: 'expired', label: 'Expired', final: true },
    { id: 'withdrawn', label: 'Withdrawn', final: true },
    { id: 'superseded', label: 'Superseded', final: true },
  ],
  ways: [
    { id: 'approve', from: 'requested', to: 'approved', label: 'Approve', status: 'open' },
    { id: 'reject', from: 'requested', to: 'rejected', label: 'Reject, with a reason', status: 'open' },
    { id: 'expire', from: 'requested', to: 'expired', label: 'Expire', status: 'other' },
    { id: 'withdraw', from: 'requested', to: 'withdrawn', label: 'Withdraw', status: 'closed', reasons: ['only the requester can'] },
    { id: 'supersede', from: 'requested', to: 'superseded', label: 'Supersede', status: 'other' },
  ],
};

/** The present state is one of the detours. */
export const detourChart: Chart = {
  states: assetChart.states.map((state) => ({
    ...state,
    current: state.id === 'quarantined',
    sub: state.id === 'inUse' ? undefined : state.sub,
  })),
  ways: assetChart.ways.map((way) =>
    way.from === 'quarantined'
      ? { ...way, status: 'open' as const }
      : way.from === 'inUse'
        ? { ...way, status: 'other' as const, reasons: undefined }
        : way,
  ),
};
