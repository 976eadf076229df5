import type { RandomBytes } from '#shared/kernel/id.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Logger } from '../ports.ts';
import type { LogStore } from './log-store.ts';
import type { Belongings } from './scopes.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface SyncServerPorts {
  readonly log: LogStore;
  readonly registry: Registry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly sign: SigningKeys;
  readonly logger?: Logger;
}

/** The ports, and what follows from them once and for all. */
export interface Server extends SyncServerPorts {
  readonly logger: Logger;
  /** Which kinds are seen through which. */
  readonly below: Belongings;
  /** So many random bytes in hex. */
  readonly hex: (bytes: number) => string;
}

/** Whom a host found signed in. It comes from the session, never from what was sent. */
export interface SignedIn {
  readonly tenantId: string;
  readonly personId: string;
  readonly deviceId: string;
  /** A founder, who may bring what others did before there was a server. It holds only while the tenant is being founded. */
  readonly isFounding?: boolean;
}
