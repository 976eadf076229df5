import type { RandomBytes } from '#shared/kernel/id.ts';
import type { Registry } from '#shared/model/capability.ts';
import type { Sight } from '#shared/model/visibility.ts';
import type { AccountStore } from '../account-store.ts';
import type { LogReading, LogStore } from '../log-store.ts';
import type { PassphraseHash } from './passphrase-hash.ts';

/** Of a log store, no more than this is read here: who is among the people. */
interface PeopleReader {
  read<T>(tenantId: string, sight: Sight, personId: string, work: (reading: Pick<LogReading, 'reader'>) => Promise<T>): Promise<T>;
}

export interface AccountsPorts {
  readonly accounts: AccountStore;
  readonly log: Pick<LogStore, 'tenant' | 'tenants' | 'register'> & PeopleReader;
  readonly registry: Registry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly hash: PassphraseHash;
  /**
   * Begins an empty tenant with the built-in roles and one person who administers it, and ends its founding. Answers the
   * person's id. Begun once: later calls answer who it was begun with.
   */
  readonly begin: (tenantId: string, first: { readonly name: string; readonly email: string }) => Promise<string>;
}
