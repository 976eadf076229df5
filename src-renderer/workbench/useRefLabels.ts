import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Json } from '#shared/kernel/json.ts';
import { labelOf } from '#shared/model/definition.ts';
import { isId } from '#shared/kernel/id.ts';
import { recordsQuery } from '../store/queries.ts';
import { useWorkspace } from '../store/useWorkspace.ts';

export interface RefLabel {
  readonly label: string;
  readonly number: string | null;
  readonly href: string;
}

/** Names for ids, in one question for all of them. An id that is not here is left out. */
export function useRefLabels(ids: readonly string[]): ReadonlyMap<string, RefLabel> {
  const workspace = useWorkspace();
  const wanted = useMemo(() => [...new Set(ids)].toSorted(), [ids]);
  const { data } = useQuery({ ...recordsQuery(workspace, wanted), enabled: wanted.length > 0 });
  return useMemo(
    () =>
      new Map(
        (data ?? []).map((record) => {
          const definition = workspace.registry.of(record.kind);
          return [record.id, { label: labelOf(definition, record), number: record.number, href: hrefOf(definition.plural, record.id) }];
        }),
      ),
    [data, workspace.registry],
  );
}

/** The ids in any JSON value, for collecting what a page of rows points at. */
export function idsIn(value: Json | undefined): string[] {
  if (isId(value)) return [value];
  return Array.isArray(value) ? value.flatMap((one: Json) => idsIn(one)) : [];
}

/** The address of a record's page. */
export const hrefOf = (plural: string, id: string): string => `#/${plural}/${id}`;
