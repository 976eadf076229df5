import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { votesOf } from '#shared/capabilities/approvals/index.ts';
import { difference, type FieldDifference } from '#shared/kernel/difference.ts';
import { fold } from '#shared/model/evolve.ts';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import { historyQuery } from '#renderer/store/queries.ts';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { approvalsQuery } from '#renderer/workbench/approval/approvals-query.ts';

/** What changed in a record since this person last had it in view or last decided on it. */
export interface Seen {
  readonly version: number;
  readonly at: string;
  readonly differences: readonly (FieldDifference & { readonly by: string; readonly when: string })[];
}

/** `null` when the person never saw it before; then everything is new, and saying what changed would mislead. */
export function useSeen(subject: RecordOf): Seen | null {
  const workspace = useWorkspace();
  const personId = workspace.actor?.personId ?? '';
  const { data: history = [] } = useQuery(historyQuery(workspace, subject.id));
  const { data: approvals = [] } = useQuery(approvalsQuery(workspace, subject.id));
  const key = `seen.${workspace.id}.${personId}.${subject.id}`;
  const [before] = useState(() => Number(localStorage.getItem(key) ?? 0));
  useEffect(() => localStorage.setItem(key, String(subject.version)), [key, subject.version]);

  const decided = approvals
    .flatMap((approval) => Object.values(votesOf(approval)).filter((vote) => vote.by === personId))
    .map((vote) => vote.at);
  const atDecision = Math.max(0, ...decided.map((at) => versionAt(history, at)));
  const version = Math.max(before, atDecision);
  if (version === 0 || version >= subject.version || history.length === 0) return null;

  const then = fold(history.filter((event) => event.version <= version));
  const seenEvent = history.findLast((event) => event.version <= version);
  if (!then || !seenEvent) return null;
  const definition = workspace.registry.of(subject.kind);
  const differences = difference(then.fields, subject.fields)
    .filter(({ field }) => definition.fields[field]?.material)
    .map((one) => {
      const last = history.findLast((event) => Object.hasOwn(event.patch, one.field));
      return { ...one, by: last?.by ?? '', when: last?.at ?? subject.updatedAt };
    });
  return differences.length === 0 ? null : { version, at: seenEvent.at, differences };
}

/** The version that the record had at an instant. */
const versionAt = (history: readonly RecordEvent[], at: string): number => history.findLast((event) => event.at <= at)?.version ?? 0;
