/**
 * Everything that a role can grant, in words that finish 'This role may …'. One catalogue, because a role is made of
 * grants of all capabilities; a test holds that each capability's own list is part of it and nothing else is.
 */
export const GRANTS = {
  admin: 'do everything that anyone may',
  'data.import': 'import data from files',
  'data.seeRestricted': 'see what is restricted to a team that they are not in',
  'people.manage': 'manage people, teams and roles',
  'delegations.own': 'delegate their own approvals',
  'systems.manage': 'manage systems',
  'incidents.manage': 'manage incidents',
  'assets.request': 'request assets',
  'assets.approve': 'approve asset requests',
  'assets.manage': 'manage assets',
  'assets.hold': 'lift legal holds',
  'changes.request': 'raise changes',
  'changes.manage': 'manage changes',
  'changes.implement': 'implement changes',
  'approvals.manage': 'manage approvals',
} as const satisfies { readonly [grant: string]: string };

export type Grant = keyof typeof GRANTS;

/** A part of the catalogue, for the capability that the grants belong to. */
export const grantsOf = (...grants: readonly Grant[]): { readonly [grant: string]: string } =>
  Object.fromEntries(grants.map((grant) => [grant, GRANTS[grant]]));

/** What a grant allows, in words; a grant that is not (or no longer) known stands for itself. */
export const grantWords = (grant: string): string => (Object.hasOwn(GRANTS, grant) ? GRANTS[grant as Grant] : grant);
