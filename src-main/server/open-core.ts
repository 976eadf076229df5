import { registry } from '#shared/capabilities/registry.ts';
import { secureRandom } from '#main/adapters/crypto/random.ts';
import { scryptHash } from '#main/adapters/crypto/scrypt.ts';
import type { ServerDatabase } from '#main/adapters/database/open-database.ts';
import type { Logger } from '#main/application/ports.ts';
import { type Accounts, openAccounts } from '#main/application/server/accounts/accounts.ts';
import type { PassphraseHash } from '#main/application/server/accounts/passphrase-hash.ts';
import type { SigningKeys } from '#main/application/server/signing-keys.ts';
import { openSyncServer, type SyncServer } from '#main/application/server/sync-server.ts';

/** What a server knows and decides, before anything listens. */
export interface Core {
  readonly sync: SyncServer;
  readonly accounts: Accounts;
}

export interface CorePorts {
  readonly database: Pick<ServerDatabase, 'log' | 'accounts'>;
  readonly sign: SigningKeys;
  readonly logger: Logger;
  readonly hash?: PassphraseHash;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export function openCore({ database, sign, logger, hash = scryptHash(), now = Date.now }: CorePorts): Core {
  const { log } = database;
  const sync = openSyncServer({ log, registry, now, random: secureRandom, sign, logger });
  return {
    sync,
    accounts: openAccounts({
      accounts: database.accounts,
      log,
      registry,
      now,
      random: secureRandom,
      hash,
      begin: (tenantId, first) => sync.begin(tenantId, first),
    }),
  };
}
