import { type AnyStateMachine, type AnyStateNode, type StateValue, transition } from 'xstate';
import type { JsonObject } from '../kernel/json.ts';
import { fill, type Unmet } from '../kernel/refusal.ts';
import type { FieldTable } from './field.ts';
import type { Permission } from './permission.ts';
import type { Actor, RecordOf } from './record.ts';

/** What every decision knows. A lifecycle adds its own facts; all of them are gathered before deciding. */
export interface BaseFacts {
  readonly record: RecordOf;
  readonly input: JsonObject;
  readonly actor: Actor;
  /** ISO instant. */
  readonly now: string;
  /** Digest of the content that the person had in view. */
  readonly seen?: string | undefined;
}

/** One condition over facts (methods, so that a table over richer facts fits where base facts are asked): what it tests, and what to say and advise when it does not hold. */
export interface Guard<F> {
  test(facts: F): boolean;
  readonly unmet: string;
  readonly help?: string;
  readonly field?: string;
  params?(facts: F): JsonObject;
}
export type GuardTable<F> = { readonly [name: string]: Guard<F> };

/** Types a table of guards over the facts `F`: `guardTable<ChangeFacts>()({ hasPlan: { … } })`. */
export const guardTable =
  <F>() =>
  <const G extends GuardTable<F>>(guards: G): G =>
    guards;

/** One way from a state. `when` chooses between ways of the same event; `needs` are the conditions that a person is told about. */
export interface WaySpec<G extends string> {
  readonly target: string;
  readonly when?: readonly G[];
  readonly needs?: readonly G[];
  readonly description: string;
  /** Ids of the requirements that this way serves. */
  readonly serves?: readonly string[];
}
export type WayMeta = Pick<WaySpec<string>, 'when' | 'needs' | 'serves'>;

/** Makes the `way()` that writes XState transitions whose guard is the conjunction of named guards. */
export const waysOver =
  <F>(guards: GuardTable<F>) =>
  <G extends string>({ target, description, ...meta }: WaySpec<G>) => ({
    target,
    description,
    meta,
    guard: ({ context }: { context: F }) =>
      [...(meta.when ?? []), ...(meta.needs ?? [])].every((name) => guards[name]?.test(context) ?? false),
  });

/** What an event of a lifecycle means to people. `past` names the stored event: `change.submitted`. */
export interface EventSpec<F> {
  readonly label: string;
  readonly past: string;
  readonly permission: Permission;
  /** What the person is asked for. */
  readonly input?: FieldTable;
  /** Fields that the event sets; pure. */
  effect?(facts: F): JsonObject;
  /** For whom it was done, when it was done by delegation. */
  onBehalfOf?(facts: F): string | undefined;
  /** The digest of the content that the event is about. */
  digest?(facts: F): string | undefined;
  /** The event that takes this one back, if any does. */
  readonly undo?: string;
  readonly tone?: 'primary' | 'danger';
  /** Single key on screen. */
  readonly key?: string;
}

/** A deadline: in one of `states`, once the time in the field `column` has come, the system gives `event`. */
export interface Deadline {
  readonly event: string;
  readonly column: string;
  readonly states: readonly string[];
}

export interface Lifecycle<F extends BaseFacts = BaseFacts> {
  readonly id: string;
  readonly version: number;
  readonly machine: AnyStateMachine;
  readonly guards: GuardTable<F>;
  readonly events: { readonly [event: string]: EventSpec<F> };
  readonly deadlines: readonly Deadline[];
}

/** Declares a lifecycle. The machine's states carry `description` and `meta: { label, side? }`. */
export function defineLifecycle<F extends BaseFacts>(
  spec: Omit<Lifecycle<F>, 'id' | 'deadlines'> & { deadlines?: readonly Deadline[] },
): Lifecycle<F> {
  return { deadlines: [], ...spec, id: spec.machine.id };
}

export interface StateInfo {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly parent?: string;
  readonly final: boolean;
  /** Drawn beside the main line (true) or on it (false); absent lets the shape of the ways decide. */
  readonly side?: boolean;
}
export interface WayInfo {
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly description: string;
  readonly when: readonly string[];
  readonly needs: readonly string[];
  readonly serves: readonly string[];
}

const stateText = (value: StateValue): string => {
  if (typeof value === 'string') return value;
  const [head, rest] = Object.entries(value)[0] ?? ['', undefined];
  return rest === undefined ? head : `${head}.${stateText(rest)}`;
};
const stateValue = (text: string): StateValue => {
  const [head = '', ...rest] = text.split('.');
  return rest.length === 0 ? head : { [head]: stateValue(rest.join('.')) };
};
const pathOf = (node: AnyStateNode) => node.path.join('.');
/** The state that is really entered when a transition points at a parent. */
const leafOf = (node: AnyStateNode): string => {
  const initial = node.initial?.target[0];
  return initial ? leafOf(initial) : pathOf(node);
};

export const initialState = (lifecycle: Lifecycle): string => leafOf(lifecycle.machine.root);

function nodes(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child) => [child, ...nodes(child)]);
}

/** All leaf states and their parents, in the order in which they are written. */
export function statesOf(lifecycle: Lifecycle): StateInfo[] {
  return nodes(lifecycle.machine.root).map((node) => {
    const { label = node.key, side } = (node.meta ?? {}) as { label?: string; side?: boolean };
    return {
      id: pathOf(node),
      label,
      description: node.description ?? '',
      final: node.type === 'final',
      ...(node.path.length > 1 ? { parent: node.path.slice(0, -1).join('.') } : {}),
      ...(side === undefined ? {} : { side }),
    };
  });
}

/** The states that a record can stand in: those without sub-states. */
export const leavesOf = (lifecycle: Lifecycle): string[] => {
  const all = statesOf(lifecycle);
  return all.filter(({ id }) => !all.some(({ parent }) => parent === id)).map(({ id }) => id);
};

/** The label of a state, with its parent's: `In stock, reserved`. */
export function stateLabel(lifecycle: Lifecycle | undefined, state: string | null): string {
  if (!lifecycle || state === null) return '';
  const byId = new Map(statesOf(lifecycle).map((info) => [info.id, info.label]));
  const parts = state.split('.').map((_, i, all) => byId.get(all.slice(0, i + 1).join('.')) ?? state);
  return parts.join(', ');
}

/** Every way of the lifecycle as written, for documents, diagrams and mining. */
export function waysOf(lifecycle: Lifecycle): WayInfo[] {
  return nodes(lifecycle.machine.root).flatMap((node) =>
    [...node.transitions.values()].flat().map((one) => {
      const meta = (one.meta ?? {}) as WayMeta;
      const target = one.target?.[0];
      return {
        event: one.eventType as string,
        from: pathOf(node),
        to: target ? leafOf(target) : pathOf(node),
        description: one.description ?? '',
        when: meta.when ?? [],
        needs: meta.needs ?? [],
        serves: meta.serves ?? [],
      };
    }),
  );
}

const isWithin = (state: string, ancestor: string) => state === ancestor || state.startsWith(`${ancestor}.`);

/** The ways that lead on from a state, its parents' included, nearest first. */
export const waysFrom = (lifecycle: Lifecycle, state: string): WayInfo[] =>
  waysOf(lifecycle)
    .filter((way) => isWithin(state, way.from))
    .toSorted((a, b) => b.from.length - a.from.length);

export type Step =
  | { readonly to: string; readonly unmet: readonly [] }
  | { readonly to: string | undefined; readonly unmet: readonly Unmet[] };

/** Where `event` leads from `state` under these facts, or every reason why it does not. */
export function step<F extends BaseFacts>(lifecycle: Lifecycle<F>, state: string, event: string, facts: F): Step {
  const snapshot = lifecycle.machine.resolveState({ value: stateValue(state), context: facts });
  if (snapshot.can({ type: event })) {
    const [next] = transition(lifecycle.machine, snapshot, { type: event });
    return { to: stateText(next.value as StateValue), unmet: [] };
  }
  const ways = waysFrom(lifecycle, state).filter((way) => way.event === event);
  const holds = (name: string) => lifecycle.guards[name]?.test(facts) ?? false;
  const chosen = ways.find((way) => way.when.every(holds)) ?? ways.find((way) => way.needs.length > 0);
  if (!chosen)
    return {
      to: undefined,
      unmet: ways[0] ? unmetOf(lifecycle, ways[0].when, facts) : [notFromHere(lifecycle, state, event)],
    };
  return { to: chosen.to, unmet: unmetOf(lifecycle, [...chosen.when, ...chosen.needs], facts) };
}

/** Every one of the named guards that does not hold, in words. */
export function unmetOf<F extends BaseFacts>(lifecycle: Pick<Lifecycle<F>, 'id' | 'guards'>, names: readonly string[], facts: F): Unmet[] {
  return names.flatMap((name) => {
    const guard = lifecycle.guards[name];
    if (!guard || guard.test(facts)) return [];
    const params = guard.params?.(facts) ?? {};
    return [
      {
        code: `${lifecycle.id}.${name}`,
        message: fill(guard.unmet, params),
        params,
        ...(guard.field === undefined ? {} : { field: guard.field }),
        ...(guard.help === undefined ? {} : { help: fill(guard.help, params) }),
      },
    ];
  });
}

function notFromHere<F extends BaseFacts>(lifecycle: Lifecycle<F>, state: string, event: string): Unmet {
  const plain: Lifecycle = lifecycle;
  const label = lifecycle.events[event]?.label ?? event;
  const from = [
    ...new Set(
      waysOf(plain)
        .filter((way) => way.event === event)
        .map((way) => stateLabel(plain, way.from)),
    ),
  ];
  const here = stateLabel(plain, state);
  return {
    code: 'lifecycle.notFromHere',
    message: `“${label}” is not possible in ${here}${from.length > 0 ? `; it leads on from ${from.join(', ')}` : ''}.`,
    params: { event, state, from },
  };
}
