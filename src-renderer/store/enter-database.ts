import type { RandomBytes } from '#shared/kernel/id.ts';
import {
  type Counters,
  EMPTY_COUNTERS,
  type Identity,
  type LinkRow,
  metaOf,
  NO_LINK,
  openDatabase,
  type WorkspaceDatabase,
} from './database.ts';
import { newIdentity } from './identity.ts';
import type { OpenOptions } from './ports.ts';
import { journaledIdentity } from './recover.ts';
import { StoreTrouble, troubleOf } from './trouble.ts';
import { unexpected } from './unexpected.ts';
import { databaseNameOf, putWorkspace, workspaceInfo } from './workspaces.ts';

export interface Entered {
  readonly database: WorkspaceDatabase;
  readonly identity: Identity;
  readonly start: Counters;
  readonly link: LinkRow;
}

/** Opens the database of a workspace and reads who it is and how far its log goes. A new one gets its identity here. */
export async function enterDatabase({ id, journal }: OpenOptions, now: () => number, random: RandomBytes): Promise<Entered> {
  const at = new Date(now()).toISOString();
  let database: WorkspaceDatabase | undefined;
  try {
    const info = (await workspaceInfo(id)) ?? { id, name: id, createdAt: at, lastOpenedAt: null, database: databaseNameOf(id) };
    database = openDatabase(info.database);
    const none: Identity = newIdentity(info, random);
    const read = await readStart(database, none);
    if (read.identity !== none) {
      // Which one was opened last is worth no waiting.
      putWorkspace({ ...info, lastOpenedAt: at }).catch(unexpected);
      return { database, ...read };
    }
    const identity: Identity = { ...none, ...(await journaledIdentity(journal, id)) };
    await database.meta.put(identity);
    await putWorkspace({ ...info, name: identity.name, createdAt: identity.createdAt, lastOpenedAt: at });
    return { database, identity, start: read.start, link: read.link };
  } catch (error) {
    database?.close();
    throw new StoreTrouble(troubleOf(error), error);
  }
}

const readStart = (database: WorkspaceDatabase, none: Identity) =>
  database.transaction('r', database.meta, async () => ({
    identity: await metaOf(database, none),
    start: await metaOf(database, EMPTY_COUNTERS),
    link: await metaOf(database, NO_LINK),
  }));
