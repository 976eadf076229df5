import { queryOptions } from '@tanstack/react-query';
import type { AccountInfo, Workspace } from '#renderer/store/workspace.ts';

/** Who can sign in here. Kept with the people, so that a new name is seen at once. */
export const accountsQuery = (workspace: Workspace) =>
  queryOptions({
    queryKey: ['any', workspace.id, 'accounts'],
    queryFn: () => workspace.accounts.list(),
    staleTime: 0,
    retry: false,
  });

/** Whoever signed in last comes first, so that it is one passphrase away; the rest by name. */
export function peopleOf(accounts: readonly AccountInfo[]): readonly AccountInfo[] {
  const byName = accounts.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const last = byName.reduce<AccountInfo | undefined>(
    (latest, one) => ((one.signedInAt ?? '') > (latest?.signedInAt ?? '') ? one : latest),
    undefined,
  );
  return last ? [last, ...byName.filter((one) => one !== last)] : byName;
}
