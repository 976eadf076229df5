import type { Grant } from './grants.ts';

/** A role as a new workspace starts with it. `key` is what routing tables and policies call it; its name may be changed. */
export interface BuiltinRole {
  readonly name: string;
  readonly description: string;
  readonly grants: readonly Grant[];
}

/**
 * The roles of a new workspace, by key. All of them can be edited there afterwards. Administering is no reason to see what a team
 * keeps to itself: who is to see it gets `data.seeRestricted` by name, which the history of the role or the person then tells.
 */
export const BUILTIN_ROLES = {
  administrator: {
    name: 'Administrator',
    description: 'Sets the workspace up: people, roles, imports. May do everything; still may not approve their own requests.',
    grants: ['admin', 'delegations.own'],
  },
  changeRequester: {
    name: 'Change requester',
    description: 'Raises changes and completes them until they are submitted.',
    grants: ['changes.request', 'assets.request', 'delegations.own'],
  },
  changeManager: {
    name: 'Change manager',
    description: 'Assesses changes, keeps the schedule, closes what is done.',
    grants: ['changes.request', 'changes.manage', 'approvals.manage', 'assets.request', 'delegations.own'],
  },
  approver: {
    name: 'Approver',
    description: 'Decides on what is routed to them by name, role or team.',
    grants: ['assets.approve', 'assets.request', 'delegations.own'],
  },
  implementer: {
    name: 'Implementer',
    description: 'Carries changes out: starts them, ticks their tasks, runs the rollback.',
    grants: ['changes.request', 'changes.implement', 'assets.request', 'delegations.own'],
  },
  serviceOwner: {
    name: 'Service owner',
    description: 'Answers for a system: keeps its record, decides on changes to it.',
    grants: ['systems.manage', 'changes.request', 'assets.request', 'assets.approve', 'delegations.own'],
  },
  headOfItOperations: {
    name: 'Head of IT operations',
    description: 'Authorizes what is critical or risky, and answers for operations as a whole.',
    grants: [
      'changes.request',
      'changes.manage',
      'approvals.manage',
      'systems.manage',
      'incidents.manage',
      'assets.request',
      'assets.approve',
      'delegations.own',
    ],
  },
  securityOfficer: {
    name: 'Security officer',
    description: 'Decides on security-relevant changes, quarantines assets, lifts legal holds.',
    grants: ['data.seeRestricted', 'incidents.manage', 'assets.manage', 'assets.hold', 'assets.request', 'delegations.own'],
  },
  assetManager: {
    name: 'Asset manager',
    description: 'Orders, hands out, repairs, retires and disposes of assets.',
    grants: ['assets.manage', 'assets.request', 'data.import', 'delegations.own'],
  },
  incidentManager: {
    name: 'Incident manager',
    description: 'Runs incidents from the first call to the last note.',
    grants: ['incidents.manage', 'changes.request', 'assets.request', 'delegations.own'],
  },
  auditor: {
    name: 'Auditor',
    description: 'Reads everything, changes nothing.',
    grants: ['data.seeRestricted'],
  },
} as const satisfies { readonly [key: string]: BuiltinRole };

export type BuiltinRoleKey = keyof typeof BUILTIN_ROLES;
