import type { Quorum } from '#shared/capabilities/approvals/index.ts';
import type { BuiltinRoleKey } from '#shared/capabilities/identity/index.ts';
import type { RiskLevel } from './risk.rules.ts';

export type ChangeType = 'standard' | 'normal' | 'emergency';
export type Criticality = 'low' | 'medium' | 'high' | 'critical';

/** What routing looks at. */
export interface RoutingCase {
  readonly type: ChangeType;
  readonly risk: RiskLevel;
  /** The highest criticality among the affected systems. */
  readonly criticality: Criticality;
}

/** One row of the table: for which changes which step is asked for, and why. */
export interface RoutingRow {
  readonly type: ChangeType;
  /** Asked when the risk is at least this, or the criticality at least that; absent means always. */
  readonly fromRisk?: RiskLevel;
  readonly fromCriticality?: Criticality;
  readonly step: string;
  /** `systemOwners` is one seat per owner; a role is one seat that anyone with the role can take. */
  readonly seats: readonly ('systemOwners' | BuiltinRoleKey)[];
  readonly quorum: Quorum;
  readonly because: string;
}

const ALL: Quorum = { kind: 'all', value: 0 };
const FIRST: Quorum = { kind: 'first', value: 0 };

/**
 * Which approvals a change needs. Every row that fits adds its step, in this order. Standard changes have none: their template was
 * approved. Policies replace this table later; until then it is the whole truth.
 */
export const ROUTING: readonly RoutingRow[] = [
  {
    type: 'normal',
    step: 'System owners',
    seats: ['systemOwners'],
    quorum: ALL,
    because: 'Whoever answers for a system agrees to what is done to it.',
  },
  {
    type: 'normal',
    step: 'Change manager',
    seats: ['changeManager'],
    quorum: FIRST,
    because: 'Somebody looks at every change beside the others that are planned.',
  },
  {
    type: 'normal',
    fromRisk: 'high',
    fromCriticality: 'critical',
    step: 'IT operations',
    seats: ['headOfItOperations'],
    quorum: FIRST,
    because: 'High risk or a critical system is authorized by whoever answers for operations as a whole.',
  },
  {
    type: 'emergency',
    step: 'Emergency authorization',
    seats: ['headOfItOperations', 'changeManager'],
    quorum: FIRST,
    because: 'In an emergency one designated person is enough, so that the repair does not wait.',
  },
];

const RISK: readonly RiskLevel[] = ['low', 'medium', 'high'];
const CRITICALITY: readonly Criticality[] = ['low', 'medium', 'high', 'critical'];

/** The rows that apply, in the order of the table. */
export const rowsFor = (asked: RoutingCase): RoutingRow[] =>
  ROUTING.filter(({ type, fromRisk, fromCriticality }) => {
    if (type !== asked.type) return false;
    if (fromRisk === undefined && fromCriticality === undefined) return true;
    const isRisky = fromRisk !== undefined && RISK.indexOf(asked.risk) >= RISK.indexOf(fromRisk);
    const isCritical = fromCriticality !== undefined && CRITICALITY.indexOf(asked.criticality) >= CRITICALITY.indexOf(fromCriticality);
    return isRisky || isCritical;
  });

export const highest = (all: readonly (string | undefined)[]): Criticality =>
  CRITICALITY.toReversed().find((one) => all.includes(one)) ?? 'low';
