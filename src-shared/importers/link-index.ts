import type { Registry } from '../model/capability.ts';
import type { Reader } from '../model/reader.ts';
import type { Lookup } from './mapping.schema.ts';
import type { Incoming } from './plan.ts';

/** An incoming record with the id that it has or will have here. */
export interface Identified {
  readonly incoming: Incoming;
  readonly id: string;
  readonly isNew: boolean;
}

/** How a name resolves: to one record, to none, or to several that a person must tell apart. */
export type Found = readonly string[];

export interface LinkIndex {
  find(kind: string, by: Lookup, name: string): Found;
}

type Way = Exclude<Lookup, 'auto'>;
const WAYS: readonly Way[] = ['id', 'number', 'externalId', 'email', 'label'];
type Names = { readonly [way in Way]: Map<string, Set<string>> };

const fold = (name: string) => name.trim().toLocaleLowerCase('en');

/**
 * Every name by which records of the given kinds can be called: those that are here, and those that the same import brings. Within a
 * source, an external id may be written without the source's name.
 */
export async function linkIndex(
  kinds: ReadonlySet<string>,
  identified: readonly Identified[],
  source: string,
  { registry, reader }: { readonly registry: Registry; readonly reader: Reader },
): Promise<LinkIndex> {
  const tables = new Map<string, Names>();
  for (const kind of kinds) {
    if (!registry.has(kind)) continue;
    const names: Names = { id: new Map(), number: new Map(), externalId: new Map(), email: new Map(), label: new Map() };
    tables.set(kind, names);
    const add = (way: Way, name: unknown, id: string) => {
      if (typeof name !== 'string' || name.trim() === '') return;
      const key = fold(name);
      const ids = names[way].get(key);
      if (ids) ids.add(id);
      else names[way].set(key, new Set([id]));
    };
    for (const head of await reader.list({ kind })) {
      add('id', head.id, head.id);
      add('number', head.number, head.id);
      add('externalId', head.externalId, head.id);
      add('email', head['email'], head.id);
      add('label', head.label, head.id);
    }
    const { label } = registry.of(kind);
    for (const { incoming, id } of identified) {
      if (incoming.kind !== kind) continue;
      add('number', incoming.number, id);
      add('externalId', incoming.externalId, id);
      add('email', incoming.fields['email'], id);
      add('label', incoming.fields[label], id);
    }
  }
  const look = (names: Names, way: Way, name: string): Found => {
    const keys = way === 'externalId' ? [fold(name), fold(`${source}:${name}`)] : [fold(name)];
    return [...new Set(keys.flatMap((key) => [...(names[way].get(key) ?? [])]))];
  };
  return {
    find(kind, by, name) {
      const names = tables.get(kind);
      if (!names) return [];
      if (by !== 'auto') return look(names, by, name);
      for (const way of WAYS) {
        const found = look(names, way, name);
        if (found.length > 0) return found;
      }
      return [];
    },
  };
}
