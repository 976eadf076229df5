import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { verbOf } from '#shared/model/decide.ts';
import { refsIn } from '#shared/model/fields.ts';
import { contentDigest, labelOf } from '#shared/model/definition.ts';
import { stateLabel } from '#shared/model/lifecycle.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { EXIT, usage } from '../exit-codes.ts';
import { called, kindCalled, labelsOf, recordCalled } from '../kinds.ts';
import { type CommandLine, required } from '../options.ts';
import type { Session, Work } from '../session.ts';
import { oneLine, refusedWith, table } from '../terminal.ts';

/** `show ID`: one record with all its fields. */
export function show({ args }: CommandLine): Work {
  const id = required(args[0], 'The id or number of a record');
  return async ({ workspace }) => {
    const record = await recordCalled(id, workspace);
    const definition = workspace.registry.of(record.kind);
    const names = await labelsOf(
      refsIn(definition, record.fields).map(({ id }) => id),
      workspace,
    );
    const words = (value: Json | undefined, name: string): string => {
      if (Array.isArray(value)) return (value as readonly Json[]).map((one) => words(one, name)).join(', ');
      if (typeof value !== 'string') return oneLine(value);
      return names.get(value) ?? definition.fields[name]?.options?.find((option) => option.value === value)?.label ?? value;
    };
    const lines = Object.entries(definition.fields)
      .filter(([name]) => record.fields[name] !== undefined)
      .map(([name, field]) => `  ${field.label}: ${words(record.fields[name], name)}`);
    const state = record.state === null ? [] : [`  State: ${stateLabel(definition.lifecycle, record.state)}`];
    const heading = `${definition.wording.one} ${record.number ?? record.id}: ${labelOf(definition, record)}`;
    return {
      json: { ...record, label: labelOf(definition, record), digest: contentDigest(definition, record), names: Object.fromEntries(names) },
      lines: [heading, ...state, ...lines, `  Id: ${record.id}, version ${record.version}, changed ${record.updatedAt}`],
    };
  };
}

/** `history ID`: what happened to it, oldest first. */
export function history({ args }: CommandLine): Work {
  const id = required(args[0], 'The id or number of a record');
  return async ({ workspace }) => {
    const record = await recordCalled(id, workspace);
    const definition = workspace.registry.of(record.kind);
    const events = await workspace.reader.history(record.id);
    const names = await labelsOf([...new Set(events.flatMap(({ by, onBehalfOf }) => [by, onBehalfOf ?? by]))], workspace);
    const who = (id: string) => names.get(id) ?? (id === 'system' ? 'Countersign' : id);
    const rows = events.map(({ at, type, by, onBehalfOf, state, patch, data }) => [
      at.slice(0, 16).replace('T', ' '),
      type.slice(type.indexOf('.') + 1),
      onBehalfOf === undefined ? who(by) : `${who(by)} for ${who(onBehalfOf)}`,
      [
        ...(state === undefined ? [] : [`→ ${stateLabel(definition.lifecycle, state)}`]),
        ...Object.keys(patch).map((name) => definition.fields[name]?.label ?? name),
        ...Object.values(data ?? {}).filter((value) => typeof value === 'string'),
      ].join(', '),
    ]);
    return { json: { id: record.id, number: record.number, events }, lines: table(['When (UTC)', 'What', 'Who', 'Details'], rows) };
  };
}

/** `explain ID`: what this person can do with it now, and what is missing for the rest. */
export function explain({ args, options: given }: CommandLine): Work {
  const id = required(args[0], 'The id or number of a record');
  return async ({ workspace, actor }) => {
    const record = await recordCalled(id, workspace);
    const options = await workspace.explain(record, actor, given.seen);
    const lines = options.flatMap(({ verb, label, allowed, toLabel, unmet, input }) => [
      `${allowed ? 'can   ' : 'cannot'} ${verb}: ${label}${toLabel === undefined ? '' : ` → ${toLabel}`}`,
      ...(allowed
        ? Object.entries(input).map(([name, field]) => `         asks for ${name}: ${field.label}${field.required ? ' (needed)' : ''}`)
        : []),
      ...unmet.map(({ message, help }) => `         ${message}${help === undefined ? '' : ` ${help}`}`),
    ]);
    const plain = options.map(({ input, ...option }) => ({
      ...option,
      input: Object.fromEntries(
        Object.entries(input).map(([name, field]) => [name, { label: field.label, type: field.type, required: field.required === true }]),
      ),
    }));
    return {
      json: { id: record.id, number: record.number, state: record.state, options: plain },
      lines: [`${called(record, workspace.registry)}, for ${actor.name}:`, ...lines],
    };
  };
}

/** `do COMMAND ID`: gives one command. `COMMAND` is `changes.submit`, or `submit` where the record says the rest. */
export function act({ args, options }: CommandLine): Work {
  const name = required(args[0], 'The command');
  const verb = verbOf({ name });
  const input = inputOf(options.input);
  const makes = verb === 'create' && args[1] === undefined;
  if (makes && !name.includes('.')) throw usage('Say which kind is made: for instance “changes.create”.');
  const definition = makes ? kindCalled(name.slice(0, name.lastIndexOf('.'))) : undefined;
  const id = makes ? undefined : required(args[1], 'The id or number of a record');
  return async ({ workspace, actor }) => {
    const record = id === undefined ? undefined : await recordCalled(id, workspace);
    const kind = definition ?? workspace.registry.of(record?.kind ?? '');
    const draft = {
      name: `${name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : kind.plural}.${verb}`,
      recordId: record?.id ?? workspace.newId(kind.prefix),
      input,
      ...(record ? { baseVersion: record.version } : {}),
      ...(options.seen === undefined ? {} : { seen: options.seen }),
    };
    const done = await workspace.dispatch(draft, actor);
    if (!done.ok) throw refusedWith(done.error, EXIT.refused);
    const { events, records } = done.value;
    const after = records.find((one) => one.id === draft.recordId) ?? record;
    return {
      json: { id: draft.recordId, number: after?.number ?? null, state: after?.state ?? null, events },
      lines: outcome(events.length, after, workspace.registry),
    };
  };
}

function outcome(events: number, after: RecordOf | undefined, registry: Session['workspace']['registry']): string[] {
  if (!after) return ['Done.'];
  const definition = registry.of(after.kind);
  const state = after.state === null ? '' : `, ${stateLabel(definition.lifecycle, after.state)}`;
  if (events === 0) return [`${called(after, registry)} was so already${state}.`];
  return [`${definition.wording.one} ${after.number ?? after.id}${state}.`, ...(events > 1 ? [`${events} things happened with it.`] : [])];
}

function inputOf(text: string | undefined): { readonly [name: string]: Json } {
  if (text === undefined) return {};
  try {
    const input: unknown = JSON.parse(text);
    if (isJsonObject(input)) return input;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw usage(`--input is not JSON: ${cause.message}`);
  }
  throw usage('--input takes a JSON object.');
}
