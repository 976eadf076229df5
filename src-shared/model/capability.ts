import { prefixOf } from '../kernel/id.ts';
import type { AnyRecordDefinition } from './definition.ts';
import type { Reader } from './reader.ts';
import type { Draft, RecordEvent, RecordOf } from './record.ts';

/** What a reaction may look at: the event, the record after it, everything staged so far, and new ids. */
export interface ReactionContext {
  readonly event: RecordEvent;
  readonly record: RecordOf;
  readonly reader: Reader;
  readonly now: string;
  readonly newId: (prefix: string) => RecordOf['id'];
}

/** After an event, the system gives further commands in the same decision: all of them stand, or none. */
export interface Reaction {
  /** Event types, e.g. `change.submitted`; `*.edited` is every kind's. */
  readonly on: readonly string[];
  /** The rule in words; it is shown in the documents and in the history. */
  readonly because: string;
  readonly then: (context: ReactionContext) => Promise<readonly Draft[]>;
}

export interface Capability {
  readonly name: string;
  readonly records: readonly AnyRecordDefinition[];
  readonly reactions?: readonly Reaction[];
  /** What roles can be granted here: `{ 'changes.manage': 'manage changes' }`. */
  readonly grants?: { readonly [grant: string]: string };
}

export const defineCapability = (capability: Capability): Capability => capability;

/** All record kinds and reactions of a product. Built once from a literal list; throws on a duplicate, which is a bug. */
export interface Registry {
  readonly capabilities: readonly Capability[];
  readonly kinds: readonly AnyRecordDefinition[];
  /** Throws for an unknown kind: the caller asks `has` for what comes from outside. */
  of(kind: string): AnyRecordDefinition;
  has(kind: string): boolean;
  byPlural(plural: string): AnyRecordDefinition | undefined;
  byId(id: string): AnyRecordDefinition | undefined;
  reactionsTo(eventType: string): readonly Reaction[];
}

export function createRegistry(capabilities: readonly Capability[]): Registry {
  const kinds = capabilities.flatMap((capability) => capability.records);
  const unique = (what: string, key: (definition: AnyRecordDefinition) => string) => {
    const table = new Map<string, AnyRecordDefinition>();
    for (const definition of kinds) {
      if (table.has(key(definition))) throw new Error(`Two record kinds share the ${what} ${key(definition)}`);
      table.set(key(definition), definition);
    }
    return table;
  };
  const byKind = unique('kind', (definition) => definition.kind);
  const byPlural = unique('plural', (definition) => definition.plural);
  const byPrefix = unique('prefix', (definition) => definition.prefix);
  const reactions = capabilities.flatMap((capability) => capability.reactions ?? []);
  return {
    capabilities,
    kinds,
    of(kind) {
      const definition = byKind.get(kind);
      if (!definition) throw new Error(`There is no record kind ${kind}`);
      return definition;
    },
    has: (kind) => byKind.has(kind),
    byPlural: (plural) => byPlural.get(plural),
    byId: (id) => byPrefix.get(prefixOf(id)),
    reactionsTo: (type) => reactions.filter(({ on }) => on.includes(type) || on.includes(`*${type.slice(type.indexOf('.'))}`)),
  };
}
