import { createContext, useContext } from 'react';

/** What a screen can ask of the session around it: who sits here, and which workspace is open. */
export interface Session {
  /** Covers the screen until the same person, or another, signs in. */
  lock(): void;
  signOut(): Promise<void>;
  /** Signs out, closes the workspace and goes to the list of those on this device, or to a way of beginning there. */
  leave(to?: 'backup' | 'new' | 'join'): Promise<void>;
  /** The open workspace was taken off this device: goes to the list of those that are left. */
  gone(): Promise<void>;
  /** Opens another workspace in place of this one, then goes to `route`. */
  open(workspaceId: string, route?: string): Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session is around this component');
  return session;
}
