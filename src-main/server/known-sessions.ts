import type { Caller } from './endpoint-handlers.ts';

const FOR_MS = 1_000;
const MOST = 10_000;

export interface KnownSessions {
  /** Whose session this is: as it was found out within the last second, or found out now. */
  of(token: string): Promise<Caller | undefined>;
  /** After somebody signed out, or anything else that may end sessions. */
  forget(): void;
}

/**
 * Devices that push and pull come many times a second, and what they do is held against the log each time anyway. So for them
 * it is enough to look up once a second whose session it is; one that another server ended may live on for that long.
 */
export function knownSessions(authenticate: (token: string) => Promise<Caller | undefined>, now: () => number = Date.now): KnownSessions {
  const known = new Map<string, { readonly until: number; readonly caller: Promise<Caller | undefined> }>();
  return {
    of(token) {
      const found = known.get(token);
      if (found && found.until > now()) return found.caller;
      if (known.size >= MOST) known.clear();
      const caller = authenticate(token);
      known.set(token, { until: now() + FOR_MS, caller });
      caller.catch(() => known.delete(token));
      return caller;
    },
    forget: () => known.clear(),
  };
}
