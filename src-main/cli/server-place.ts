import { join, resolve } from 'node:path';
import { defaultDataFolder } from '#main/adapters/data-folder.ts';
import { FolderLocked } from '#main/adapters/database/lock-file.ts';
import { UnknownSchema } from '#main/adapters/database/migrate.ts';
import type { DatabasePlace } from '#main/adapters/database/open-database.ts';
import { CliError, EXIT } from './exit-codes.ts';
import type { Options } from './options.ts';

export interface ServerPlace {
  readonly place: DatabasePlace;
  /** Where the key and the log of the server are, and its database unless that is elsewhere. */
  readonly folder: string;
  /** The folder or the database, as it may be said aloud: without its password. */
  readonly said: string;
}

/** Which database a server works on: the one that `DATABASE_URL` names, else the data folder. */
export function serverPlace(options: Options, environment: NodeJS.ProcessEnv = process.env): ServerPlace {
  const folder = resolve(options.data ?? join(defaultDataFolder(), 'server'));
  const url = environment['DATABASE_URL'];
  if (url === undefined || url === '') return { place: { data: folder }, folder, said: folder };
  return { place: { url }, folder, said: URL.canParse(url) ? new URL(url).host : 'DATABASE_URL' };
}

/** Why a server's database could not be opened, for whoever typed the command. */
export function notOpened(cause: unknown, { said, folder }: ServerPlace): CliError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof FolderLocked)
    return new CliError(EXIT.storage, [message, `If no such process uses ${folder}, delete db.lock in it.`]);
  if (cause instanceof UnknownSchema) return new CliError(EXIT.storage, [message]);
  return new CliError(EXIT.storage, [`${said} cannot be opened: ${message}`]);
}
