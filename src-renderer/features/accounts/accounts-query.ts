import { queryOptions } from '@tanstack/react-query';
import type { AccountInfo, Workspace } from '#renderer/store/workspace.ts';

/** Someone who can sign in here, with what they do. */
export interface SignInPerson extends AccountInfo {
  readonly title: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who can sign in here. Kept with the people, so that a new name is seen at once. */
export const accountsQuery = (workspace: Workspace) =>
  queryOptions({
    queryKey: ['any', workspace.id, 'accounts'],
    async queryFn(): Promise<readonly SignInPerson[]> {
      const accounts = await workspace.accounts.list();
      const people = await workspace.reader.many(accounts.map(({ personId }) => personId));
      const titles = new Map(people.map(({ id, fields }) => [id as string, fields['title']]));
      return accounts.map((account) => ({ ...account, title: textOf(titles.get(account.personId)) }));
    },
    staleTime: 0,
    retry: false,
  });

/** Whoever signed in last comes first, so that it is one passphrase away; the rest by name. */
export function peopleOf(accounts: readonly SignInPerson[]): readonly SignInPerson[] {
  const byName = accounts.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const last = byName.reduce<SignInPerson | undefined>(
    (latest, one) => ((one.signedInAt ?? '') > (latest?.signedInAt ?? '') ? one : latest),
    undefined,
  );
  return last ? [last, ...byName.filter((one) => one !== last)] : byName;
}
