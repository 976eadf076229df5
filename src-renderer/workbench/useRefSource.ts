import { useMemo } from 'react';
import { labelOf } from '#shared/model/definition.ts';
import type { Head } from '#shared/model/head.ts';
import { useWorkspace } from '../store/useWorkspace.ts';
import type { Option, RefSource } from '../ui/form/props.ts';

const optionOf = (head: Head): Option => ({ value: head.id, label: head.label, ...(head.number === null ? {} : { hint: head.number }) });

/** Where a reference to a kind finds its targets: by words, or the latest ones while nothing is typed. */
export function useRefSource(kind: string): RefSource {
  const workspace = useWorkspace();
  return useMemo(
    () => ({
      async search(text) {
        if (!workspace.registry.has(kind)) return [];
        const heads =
          text.trim() === ''
            ? (await workspace.page({ kind, sort: [{ column: 'label' }], limit: 30 })).heads
            : await workspace.search(text, { kinds: [kind], limit: 30 });
        return heads.map(optionOf);
      },
      async resolve(id) {
        const record = await workspace.reader.get(id);
        if (!record) return undefined;
        return { value: record.id, label: labelOf(workspace.registry.of(record.kind), record) };
      },
    }),
    [workspace, kind],
  );
}
