import type { Id, NewId } from '#shared/kernel/id.ts';
import type { Draft } from '#shared/model/record.ts';
import { BUILTIN_ROLES, type BuiltinRoleKey } from './builtin-roles.ts';

export interface NewWorkspace {
  readonly drafts: readonly Draft[];
  readonly roleIds: { readonly [K in BuiltinRoleKey]: Id };
  readonly firstPersonId: Id;
}

/** What a new workspace starts with: the built-in roles and one person who administers it. The system actor executes the drafts in order. */
export function newWorkspaceDrafts(
  first: { readonly name: string; readonly email?: string; readonly title?: string },
  newId: NewId,
): NewWorkspace {
  const keys = Object.keys(BUILTIN_ROLES) as BuiltinRoleKey[];
  const roleIds = Object.fromEntries(keys.map((key) => [key, newId('rol')])) as { [K in BuiltinRoleKey]: Id };
  const firstPersonId = newId('per');
  return {
    roleIds,
    firstPersonId,
    drafts: [
      ...keys.map((key) => ({
        name: 'roles.create',
        recordId: roleIds[key],
        input: { fields: { ...BUILTIN_ROLES[key], key } },
      })),
      {
        name: 'people.create',
        recordId: firstPersonId,
        input: { fields: { ...first, active: true, roles: [roleIds.administrator] } },
      },
    ],
  };
}
