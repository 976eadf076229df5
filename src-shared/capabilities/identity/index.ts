import { defineCapability } from '#shared/model/capability.ts';
import { delegation } from './delegation.record.ts';
import { beginDueDelegation, endDelegationsOfLeaver } from './departure.rules.ts';
import { grantsOf } from './grants.ts';
import { person } from './person.record.ts';
import { role } from './role.record.ts';
import { team } from './team.record.ts';

export { actorFor } from './actor.rules.ts';
export { BUILTIN_ROLES, type BuiltinRoleKey } from './builtin-roles.ts';
export { circleOf, type Delegation, isActiveAt, liveDelegations, principalsOf, type StandIn, standIns } from './delegation.rules.ts';
export { GRANTS, grantsOf } from './grants.ts';
export { newWorkspaceDrafts } from './new-workspace.rules.ts';
export { blindTo, restrictedTo, restrictsToOwnTeam } from './restriction.rules.ts';
export { isActive, roleByKey } from './role.rules.ts';

/** Who is here and what they may do. */
export const identity = defineCapability({
  name: 'identity',
  records: [person, team, role, delegation],
  reactions: [endDelegationsOfLeaver, beginDueDelegation],
  grants: grantsOf('admin', 'data.import', 'data.seeRestricted', 'people.manage', 'delegations.own'),
});
