import { newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Actor } from '#shared/model/record.ts';
import type { Workspace } from '#renderer/store/index.ts';

/** Who founds a workspace. That person administers it. */
export interface Founder {
  readonly name: string;
  readonly email: string;
  readonly passphrase: string;
}

/** Gives an empty workspace its built-in roles and its first person, and signs that person in. */
export function found(workspace: Workspace, { name, email, passphrase }: Founder): Promise<Result<Actor, Refusal>> {
  const { drafts, firstPersonId } = newWorkspaceDrafts({ name, ...(email === '' ? {} : { email }) }, workspace.newId);
  return workspace.accounts.found(drafts, { personId: firstPersonId, passphrase });
}
