import type { Registry } from './capability.ts';
import type { Head } from './head.ts';
import type { Query } from './query.ts';
import type { Draft } from './record.ts';

/** The questions that find every record with a deadline that has come, one per deadline of each lifecycle. */
export function dueQueries(registry: Registry, now: string): Query[] {
  return registry.kinds.flatMap((definition) =>
    (definition.lifecycle?.deadlines ?? []).map(({ column, states }) => ({
      kind: definition.kind,
      where: [
        { column: 'state', op: 'in' as const, value: states },
        { column, op: 'notEmpty' as const },
        { column, op: 'before' as const, value: justAfter(now) },
      ],
    })),
  );
}

/**
 * The commands that the system actor owes at `now`. Pure: the server's scheduler and the offline client ask the same.
 * The column of a deadline is a head column that holds an instant.
 */
export function dueCommands(registry: Registry, heads: readonly Head[], now: string): Draft[] {
  // A record that two deadlines have come for is found by two queries; it owes one command, that of the first deadline.
  const once = new Map(heads.map((head) => [head.id, head]));
  return [...once.values()].flatMap((head) => {
    const definition = registry.of(head.kind);
    const due = (definition.lifecycle?.deadlines ?? []).find(({ column, states }) => {
      const at = head[column];
      return head.state !== null && states.includes(head.state) && typeof at === 'string' && at <= now;
    });
    return due
      ? [
          {
            name: `${definition.plural}.${due.event}`,
            recordId: head.id as Draft['recordId'],
            input: {},
          },
        ]
      : [];
  });
}

const justAfter = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();
