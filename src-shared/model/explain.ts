import type { Unmet } from '../kernel/refusal.ts';
import type { Registry } from './capability.ts';
import type { FieldTable } from './field.ts';
import type { AnyRecordDefinition } from './definition.ts';
import { gatherFacts } from './gather.ts';
import { type BaseFacts, stateLabel, step, waysFrom } from './lifecycle.ts';
import { missingPermission, nobody, type Permission } from './permission.ts';
import type { Reader } from './reader.ts';
import type { Actor, RecordOf } from './record.ts';

/** One thing that could be done with a record now: whether this actor can, and if not, everything that is missing. */
export interface Option {
  /** The verb of the command: `submit`, `edit`. */
  readonly verb: string;
  /** The whole command name: `changes.submit`. */
  readonly command: string;
  readonly label: string;
  readonly description: string;
  /** The state that it leads to, for lifecycle events. */
  readonly to?: string;
  readonly toLabel?: string;
  readonly unmet: readonly Unmet[];
  readonly allowed: boolean;
  /** What the person is asked for. */
  readonly input: FieldTable;
  readonly tone?: 'primary' | 'danger';
  readonly key?: string;
}

/** Everything that leads on from where the record stands, the generic verbs last; what only the system does is no option. Pure. */
export function explain(definition: AnyRecordDefinition, record: RecordOf, facts: BaseFacts): Option[] {
  return [...lifecycleOptions(definition, record, facts), ...genericOptions(definition, record, facts)];
}

/** Who asks, when, with what in view, and where the facts come from. */
export interface Asker {
  readonly registry: Registry;
  readonly reader: Reader;
  readonly actor: Actor;
  readonly now: string;
  readonly seen?: string | undefined;
}

/** Gathers the facts and explains. */
export async function explainRecord(record: RecordOf, { registry, reader, ...by }: Asker): Promise<Option[]> {
  const definition = registry.of(record.kind);
  return explain(definition, record, await gatherFacts({ definition, record, input: {}, ...by }, reader));
}

function lifecycleOptions(definition: AnyRecordDefinition, record: RecordOf, facts: BaseFacts): Option[] {
  const { lifecycle } = definition;
  const { state } = record;
  if (!lifecycle || state === null) return [];
  const verbs = [...new Set(waysFrom(lifecycle, state).map((way) => way.event))];
  return verbs.flatMap((verb) => {
    const spec = lifecycle.events[verb];
    if (!spec || (spec.permission === nobody && !facts.actor.isSystem)) return [];
    const found = step(lifecycle, state, verb, facts);
    const way = waysFrom(lifecycle, state).find((one) => one.event === verb && (found.to === undefined || one.to === found.to));
    const unmet = [...missingPermission(spec.permission, { actor: facts.actor, record }), ...shelved(definition, record), ...found.unmet];
    return [
      {
        verb,
        command: `${definition.plural}.${verb}`,
        label: spec.label,
        description: way?.description ?? '',
        ...(found.to === undefined ? {} : { to: found.to, toLabel: stateLabel(lifecycle, found.to) }),
        unmet,
        allowed: unmet.length === 0,
        input: spec.input ?? {},
        ...(spec.tone === undefined ? {} : { tone: spec.tone }),
        ...(spec.key === undefined ? {} : { key: spec.key }),
      },
    ];
  });
}

function genericOptions(definition: AnyRecordDefinition, record: RecordOf, facts: BaseFacts): Option[] {
  const { permissions, wording } = definition;
  const may = (needed: Permission) => missingPermission(needed, { actor: facts.actor, record });
  const one = wording.one.toLowerCase();
  const option = (verb: string, label: string, description: string, unmet: Unmet[]): Option => ({
    verb,
    command: `${definition.plural}.${verb}`,
    label,
    description,
    unmet,
    allowed: unmet.length === 0,
    input: {},
  });
  const archive = may(permissions.archive ?? permissions.edit);
  return [
    option('edit', 'Edit', `Change fields of the ${one}.`, [
      ...may(permissions.edit),
      ...shelved(definition, record),
      ...(definition.editable?.(facts, []) ?? []),
    ]),
    option('comment', 'Comment', `Say something about the ${one}; it stays in the history.`, may(permissions.comment ?? permissions.read)),
    record.archivedAt === null
      ? option('archive', 'Archive', `Put the ${one} away. It stays findable and can be restored.`, [
          ...archive,
          ...(definition.archivable?.(facts) ?? []),
        ])
      : option('restore', 'Restore', `Bring the ${one} back into the lists.`, archive),
  ];
}

function shelved(definition: AnyRecordDefinition, record: RecordOf): Unmet[] {
  return record.archivedAt === null
    ? []
    : [
        {
          code: 'record.archived',
          message: `The ${definition.wording.one.toLowerCase()} is archived.`,
          help: 'Restore it first.',
        },
      ];
}
