import { sameJson } from '../kernel/difference.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { type Refusal, refusal, type Unmet } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { NewId } from '../kernel/id.ts';
import { type AnyRecordDefinition, labelOf } from './definition.ts';
import { parseFields } from './fields.ts';
import { type BaseFacts, type EventSpec, initialState, stateLabel, step } from './lifecycle.ts';
import { and, granted, missingPermission } from './permission.ts';
import { textIn } from './values.ts';
import { mergeEdit } from './merge.ts';
import type { Command, RecordEvent, RecordOf } from './record.ts';

export interface Question<F extends BaseFacts = BaseFacts> {
  readonly definition: AnyRecordDefinition;
  /** Absent for a record that the command would make. */
  readonly record: RecordOf | undefined;
  readonly command: Command;
  readonly facts: F;
  readonly newId: NewId;
  /** The number that a new record would get, e.g. 1042. */
  readonly nextNumber: number;
}

type Answer = Result<readonly RecordEvent[], Refusal>;
type Effect = Partial<Pick<RecordEvent, 'patch' | 'state' | 'set' | 'data' | 'digest' | 'at' | 'conflicts'>> & {
  onBehalfOf?: string | undefined;
};

const IMPORT_GRANT = 'data.import';
const mayImport = granted(IMPORT_GRANT, 'the right to import data');

export const verbOf = (command: Pick<Command, 'name'>): string => command.name.slice(command.name.lastIndexOf('.') + 1);

/**
 * The one function that every change of every record goes through: events, or a refusal with every unmet reason.
 * Pure: the same question has the same answer on the desktop and on the server.
 */
export function decide(question: Question): Answer {
  const { definition, record, command } = question;
  const verb = verbOf(command);
  if (verb === 'create') return create(question);
  if (verb === 'import') return bringIn(question);
  if (!record)
    return refuse(question, [
      {
        code: 'record.missing',
        message: `There is no such ${definition.wording.one.toLowerCase()} here.`,
      },
    ]);
  if (verb === 'edit') return edit(question, record);
  if (verb === 'archive' || verb === 'restore') return shelve(question, record, verb);
  if (verb === 'comment') return comment(question, record);
  return advance(question, record, verb);
}

function create(question: Question): Answer {
  const { definition, record, command, facts } = question;
  if (record) return refuse(question, [{ code: 'record.exists', message: 'A record with this id is there already.' }]);
  const unmet = missingPermission(definition.permissions.create, { actor: facts.actor });
  const fields = parseFields(definition, command.input['fields'], 'whole', facts.actor.isSystem);
  unmet.push(...fields.unmet, ...(definition.check?.(fields.values, facts) ?? []));
  if (unmet.length > 0) return refuse(question, unmet);
  const { externalId } = command.input;
  return happened(question, 'created', {
    ...begin(question, fields.values),
    set: { ...born(question), ...(typeof externalId === 'string' ? { externalId } : {}) },
  });
}

function edit(question: Question, record: RecordOf): Answer {
  const { definition, command, facts } = question;
  const fields = parseFields(definition, command.input['fields'], 'part', facts.actor.isSystem);
  const { values, agreed, conflicts } = mergeEdit(record, command, fields.values);
  const changed = changedOnly(record, values);
  const unmet = [
    ...missingPermission(definition.permissions.edit, { actor: facts.actor, record }),
    ...fields.unmet,
    ...archived(definition, record),
    ...(definition.editable?.(facts, Object.keys(changed)) ?? []),
    ...(definition.check?.({ ...record.fields, ...values }, facts) ?? []),
  ];
  if (unmet.length > 0) return refuse(question, unmet);
  const patch = { ...changed, ...Object.fromEntries(agreed.map((field) => [field, values[field] ?? null])) };
  if (conflicts.length > 0) return happened(question, 'edited', { patch, conflicts });
  return Object.keys(patch).length === 0 ? ok([]) : happened(question, 'edited', { patch });
}

/**
 * What another system recorded: fields and, where the kind allows it, a state, without asking the lifecycle. A record that was made here,
 * or has gone on here to a state that is not imported, is no longer the other system's: only its commands move it.
 */
function bringIn(question: Question): Answer {
  const { definition, record, command, facts } = question;
  const mayDerive = !record || record.externalId !== null || facts.actor.isSystem;
  const fields = parseFields(definition, command.input['fields'], record ? 'part' : 'whole', mayDerive);
  const { state, externalId, number, at } = command.input;
  const unmet = [
    ...missingPermission(and(mayImport, record ? definition.permissions.edit : definition.permissions.create), {
      actor: facts.actor,
      record,
    }),
    ...fields.unmet,
    ...(record ? goneOn(definition, record, state) : []),
    ...(record ? (definition.editable?.(facts, Object.keys(changedOnly(record, fields.values))) ?? []) : []),
  ];
  if (typeof state === 'string' && !definition.imports?.states.includes(state))
    unmet.push({
      code: 'import.state',
      message: `A ${definition.wording.one.toLowerCase()} cannot be imported as “${stateLabel(definition.lifecycle, state)}”.`,
      field: 'state',
    });
  if (definition.lifecycle && !definition.imports)
    unmet.push({
      code: 'import.never',
      message: `${definition.wording.many} cannot be imported: they come about only by what people do here.`,
    });
  unmet.push(...(definition.check?.({ ...record?.fields, ...fields.values }, facts) ?? []));
  if (unmet.length > 0) return refuse(question, unmet);

  const time = typeof at === 'string' ? { at } : {};
  const moved = typeof state === 'string' && state !== record?.state ? { state } : {};
  if (record) {
    const patch = changedOnly(record, fields.values);
    return Object.keys(patch).length === 0 && !('state' in moved) ? ok([]) : happened(question, 'imported', { patch, ...moved, ...time });
  }
  const set = {
    ...born(question),
    ...(typeof number === 'string' ? { number } : {}),
    ...(typeof externalId === 'string' ? { externalId } : {}),
  };
  return happened(question, 'imported', {
    ...begin(question, fields.values),
    ...moved,
    set,
    ...time,
  });
}

function goneOn({ imports, lifecycle, wording }: AnyRecordDefinition, record: RecordOf, state: Json | undefined): Unmet[] {
  if (!lifecycle || !imports || record.state === null) return [];
  const [one, here] = [wording.one.toLowerCase(), stateLabel(lifecycle, record.state)];
  if (!imports.states.includes(record.state))
    return [
      { code: 'import.goneOn', message: `The ${one} is in ${here} here; what is imported does not change it any more.`, help: 'Edit it.' },
    ];
  if (record.externalId !== null || typeof state !== 'string' || state === record.state) return [];
  return [{ code: 'import.ownState', message: `The ${one} was made here: its commands move it, not an import.`, field: 'state' }];
}

function shelve(question: Question, record: RecordOf, verb: 'archive' | 'restore'): Answer {
  const { definition, facts } = question;
  const unmet = missingPermission(definition.permissions.archive ?? definition.permissions.edit, {
    actor: facts.actor,
    record,
  });
  if (verb === 'archive' && record.archivedAt !== null) unmet.push({ code: 'record.archived', message: 'It is archived already.' });
  if (verb === 'restore' && record.archivedAt === null) unmet.push({ code: 'record.notArchived', message: 'It is not archived.' });
  if (verb === 'archive') unmet.push(...(definition.archivable?.(facts) ?? []));
  if (unmet.length > 0) return refuse(question, unmet);
  return happened(question, verb === 'archive' ? 'archived' : 'restored', {
    set: { archivedAt: verb === 'archive' ? facts.now : null },
  });
}

function comment(question: Question, record: RecordOf): Answer {
  const { definition, command, facts } = question;
  const unmet = missingPermission(definition.permissions.comment ?? definition.permissions.read, {
    actor: facts.actor,
    record,
  });
  const said = textIn(command.input['text']).trim();
  if (said === '') unmet.push({ code: 'comment.empty', message: 'Write the comment first.', field: 'text' });
  if (unmet.length > 0) return refuse(question, unmet);
  return happened(question, 'commented', { data: { text: said } });
}

function advance(question: Question, record: RecordOf, verb: string): Answer {
  const { definition, command, facts } = question;
  const { lifecycle } = definition;
  const spec = lifecycle && Object.hasOwn(lifecycle.events, verb) ? lifecycle.events[verb] : undefined;
  if (!lifecycle || !spec || record.state === null)
    return refuse(question, [
      {
        code: 'command.unknown',
        message: `“${command.name}” is not something a ${definition.wording.one.toLowerCase()} can do.`,
      },
    ]);
  const input = parseFields({ ...definition, fields: spec.input ?? {} }, command.input, 'whole', true);
  const asked = { ...facts, input: input.values };
  const { to, unmet: blocked } = step(lifecycle, record.state, verb, asked);
  const unmet = [
    ...missingPermission(spec.permission, { actor: facts.actor, record }),
    ...input.unmet,
    ...archived(definition, record),
    ...blocked,
  ];
  if (unmet.length > 0 || to === undefined) return refuse(question, unmet);
  return happened(question, spec.past, effectOf(spec, asked, record, to, lifecycle.version));
}

function effectOf(spec: EventSpec<BaseFacts>, facts: BaseFacts, record: RecordOf, to: string, lifecycleVersion: number): Effect {
  const digest = spec.digest?.(facts);
  const isCurrent = record.lifecycleVersion === lifecycleVersion;
  return {
    patch: changedOnly(record, spec.effect?.(facts) ?? {}),
    // An event that stays where it is says nothing about the state, unless the record was left by an older lifecycle.
    ...(to === record.state && isCurrent ? {} : { state: to }),
    set: isCurrent ? {} : { lifecycleVersion },
    onBehalfOf: spec.onBehalfOf?.(facts),
    ...(Object.keys(facts.input).length > 0 ? { data: facts.input } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}

function begin({ definition }: Question, values: JsonObject): Effect {
  const patch = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return definition.lifecycle ? { patch, state: initialState(definition.lifecycle) } : { patch };
}

function born({ definition, nextNumber }: Question): NonNullable<Effect['set']> {
  return {
    ...(definition.numbering ? { number: `${definition.numbering}-${nextNumber}` } : {}),
    ...(definition.lifecycle ? { lifecycleVersion: definition.lifecycle.version } : {}),
  };
}

function changedOnly(record: RecordOf, values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !sameJson(record.fields[name] ?? null, value)));
}

function archived(definition: AnyRecordDefinition, record: RecordOf): Unmet[] {
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

function happened({ definition, record, command, facts, newId }: Question, past: string, effect: Effect): Answer {
  const { patch = {}, set = {}, onBehalfOf, ...rest } = effect;
  const was: Record<string, Json> = {};
  if (record) for (const name of Object.keys(patch)) was[name] = record.fields[name] ?? null;
  const event: RecordEvent = {
    id: newId('evt'),
    type: `${definition.kind}.${past}`,
    v: 1,
    recordId: command.recordId,
    kind: definition.kind,
    commandId: command.id,
    version: (record?.version ?? 0) + 1,
    at: command.at,
    time: command.time,
    by: facts.actor.personId,
    patch,
    ...rest,
    ...(Object.keys(was).length > 0 ? { was } : {}),
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(record && rest.state !== undefined && record.state !== null ? { from: record.state } : {}),
    ...(onBehalfOf === undefined || onBehalfOf === facts.actor.personId ? {} : { onBehalfOf }),
    ...(command.undoes === undefined ? {} : { undoes: command.undoes }),
    ...(command.causedBy === undefined ? {} : { causedBy: command.causedBy }),
  };
  return ok([event]);
}

function refuse({ definition, record, command }: Question, unmet: readonly Unmet[]): Answer {
  const verb = verbOf(command);
  const label = definition.lifecycle?.events[verb]?.label ?? verb.charAt(0).toUpperCase() + verb.slice(1);
  const what = record ? (record.number ?? labelOf(definition, record)) : `a ${definition.wording.one.toLowerCase()}`;
  return err(
    refusal(`${definition.kind}.${verb}.refused`, `“${label}” is refused for ${what}.`, unmet, {
      verb,
      kind: definition.kind,
    }),
  );
}
