import { useEffect, useRef, useSyncExternalStore } from 'react';

/** The record that a screen shows now, so that the palette and the menu can act on it. */
export interface Current {
  readonly recordId: string;
  /** Starts a command as the screen's own button would: asks for what it needs, says why not. */
  readonly start: (verb: string) => void;
}

let shown: readonly Current[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Current[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** A record page, or a list with a record beside it, says which record it shows. Null while there is none. */
export function useProvideCurrent(recordId: string | null, start: (verb: string) => void): void {
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  useEffect(() => {
    if (recordId === null) return undefined;
    const mine: Current = { recordId, start: (verb) => latest.current(verb) };
    set([...shown, mine]);
    return () => set(shown.filter((one) => one !== mine));
  }, [recordId]);
}

/** The record that was given last, or null. */
export const useCurrent = (): Current | null =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => shown.at(-1) ?? null,
  );
