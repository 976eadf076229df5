import { useCallback, useState } from 'react';
import { z } from 'zod';
import { useWorkspace } from '#renderer/store/useWorkspace.ts';
import { ListSearch } from './search.ts';

export interface View {
  readonly id: string;
  readonly label: string;
  readonly search: ListSearch;
}
const Views = z.array(z.object({ id: z.string(), label: z.string(), search: ListSearch }));

/** A person's saved views of one kind, kept on this device. A view is nothing but an address with a name. */
export function useSavedViews(kind: string): {
  views: readonly View[];
  save(label: string, search: ListSearch): void;
  update(id: string, search: ListSearch): void;
  remove(id: string): void;
} {
  const workspace = useWorkspace();
  const key = `views.${workspace.id}.${workspace.actor?.personId ?? 'nobody'}.${kind}`;
  const [views, setViews] = useState(() => readViews(key));
  const keep = useCallback(
    (next: readonly View[]) => {
      localStorage.setItem(key, JSON.stringify(next));
      setViews(next);
    },
    [key],
  );
  return {
    views,
    save: (label, search) => keep([...views, { id: `view-${Date.now().toString(36)}`, label, search }]),
    update: (id, search) => keep(views.map((view) => (view.id === id ? { ...view, search } : view))),
    remove: (id) => keep(views.filter((view) => view.id !== id)),
  };
}

function readViews(key: string): readonly View[] {
  const stored = localStorage.getItem(key);
  if (stored === null) return [];
  const parsed = Views.safeParse(parseJson(stored));
  return parsed.success ? parsed.data : [];
}

/** `undefined` for text that is not JSON: a view that someone else wrote into the storage is not worth a crash. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (reason) {
    if (reason instanceof SyntaxError) return undefined;
    throw reason;
  }
}
