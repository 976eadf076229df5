import type { ReactNode } from 'react';
import type { RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { useWords } from '../words.ts';
import { ChildSection } from './ChildSection.tsx';

interface LinkedSectionsProps {
  readonly record: RecordOf;
  readonly except: readonly string[];
}

/** Everything that points at this record from elsewhere: links are seen from both ends. */
export function LinkedSections({ record, except }: LinkedSectionsProps): ReactNode {
  const { registry } = useWorkspace();
  const words = useWords();
  const children = registry.of(record.kind).children ?? [];
  const links = registry.kinds.flatMap((definition) =>
    Object.entries(definition.fields)
      .filter(([, field]) => field.refKind === record.kind && field.head)
      .map(([name]) => ({ definition, name })),
  );
  return links
    .filter(
      ({ definition, name }) =>
        !except.includes(definition.kind) && !children.some((child) => child.kind === definition.kind && child.field === name),
    )
    .map(({ definition, name }) => (
      <ChildSection
        key={`${definition.kind} ${name}`}
        definition={definition}
        field={name}
        parent={record.id}
        relation={
          definition.kind === record.kind || links.filter((link) => link.definition === definition).length > 1
            ? words.column(definition, name)
            : undefined
        }
      />
    ));
}
