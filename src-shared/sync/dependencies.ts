import { isId, type Id } from '../kernel/id.ts';
import type { Json } from '../kernel/json.ts';
import { verbOf } from '../model/decide.ts';
import type { Command } from '../model/record.ts';
import type { Pending } from './replica.ts';

/** Verbs that every kind has; every other one moves a record along its lifecycle. */
const GENERIC = new Set(['create', 'import', 'edit', 'archive', 'restore', 'comment']);
const MOST_NAMED = 50;

const isLifecycleEvent = (command: Command): boolean => !GENERIC.has(verbOf(command));
const makes = (command: Command): boolean => verbOf(command) === 'create' || verbOf(command) === 'import';

/**
 * Without which earlier pending commands each one has no meaning: those that made a record which it names or changes, and
 * for an event of a lifecycle the last that moved the same record. By the sequence number of the one that depends.
 */
export function dependencies(pending: readonly Pending[]): Map<number, readonly Id[]> {
  const makers = new Map<string, Id>();
  const movers = new Map<string, Id>();
  const found = new Map<number, readonly Id[]>();
  for (const { seq, command, events, by } of pending) {
    if (by === 'system') continue;
    const needs = new Set<Id>();
    for (const id of namedBy(command)) {
      const maker = makers.get(id);
      if (maker) needs.add(maker);
    }
    const mover = isLifecycleEvent(command) ? movers.get(command.recordId) : undefined;
    if (mover) needs.add(mover);
    if (needs.size > 0) found.set(seq, [...needs].slice(0, MOST_NAMED));

    if (makes(command) && !makers.has(command.recordId)) makers.set(command.recordId, command.id);
    if (isLifecycleEvent(command)) movers.set(command.recordId, command.id);
    for (const event of events) {
      if (event.version === 1 && !makers.has(event.recordId)) makers.set(event.recordId, command.id);
      if (event.version > 1 && event.state !== undefined) movers.set(event.recordId, command.id);
    }
  }
  return found;
}

/** Every record that a command names, its own first. */
const namedBy = ({ recordId, input }: Command): Set<string> => new Set([recordId, ...idsIn(input)]);

/** Every id that stands anywhere in a value. */
export function idsIn(value: Json): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one: Json) => idsIn(one)) : [];
}
