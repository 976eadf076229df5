import type { ConfirmedRow, WorkspaceDatabase } from '../database.ts';

/** Which records show something that the server has not confirmed; their confirmed state is kept apart. */
export interface Shadows {
  /** The same object until they change. */
  readonly ids: ReadonlySet<string>;
  has(id: string): boolean;
  change(what: { readonly put: readonly Pick<ConfirmedRow, 'id'>[]; readonly drop: readonly string[] }): void;
  /** Somebody else wrote: what is known here may be wrong. */
  doubt(): void;
  /** Reads them anew if there is doubt. */
  settle(): Promise<void>;
}

export function shadowsOf(database: WorkspaceDatabase, onChange: () => void): Shadows {
  let live = new Set<string>();
  let shown: ReadonlySet<string> | undefined;
  let doubts = 1;
  let settled = 0;
  const changed = () => {
    shown = undefined;
    onChange();
  };
  return {
    get ids() {
      return (shown ??= new Set(live));
    },
    has: (id) => live.has(id),
    change({ put, drop }) {
      const size = live.size;
      let hasLess = false;
      for (const { id } of put) live.add(id);
      for (const id of drop) hasLess = live.delete(id) || hasLess;
      if (hasLess || live.size !== size) changed();
    },
    doubt() {
      doubts++;
    },
    async settle() {
      if (settled === doubts) return;
      const asked = doubts;
      const next = new Set(await database.confirmed.toCollection().primaryKeys());
      const isSame = next.size === live.size && [...next].every((id) => live.has(id));
      live = next;
      settled = asked;
      if (!isSame) changed();
    },
  };
}
