import type { ReactNode } from 'react';
import type { AnyRecordDefinition } from '#shared/model/definition.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { ChildSection } from './ChildSection.tsx';

interface ChildrenSectionsProps {
  readonly definition: AnyRecordDefinition;
  readonly record: RecordOf;
  readonly except: readonly string[];
}

/** The record's own children, one section for each kind that the definition names. */
export function ChildrenSections({ definition, record, except }: ChildrenSectionsProps): ReactNode {
  const { registry } = useWorkspace();
  return (definition.children ?? [])
    .filter((child) => registry.has(child.kind) && !except.includes(child.kind))
    .map((child) => <ChildSection key={child.kind} definition={registry.of(child.kind)} field={child.field} parent={record.id} canAdd />);
}
