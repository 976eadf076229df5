import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { resolve } from 'node:path';
import { defaultDataFolder } from '#main/adapters/data-folder.ts';
import { FolderLocked } from '#main/adapters/database/lock-file.ts';
import { UnknownSchema } from '#main/adapters/database/migrate.ts';
import { openWorkspaceStore } from '#main/adapters/database/workspace-store.ts';
import { type HeadlessWorkspace, openHeadless } from '#main/application/workspace.ts';
import type { WorkspaceStore } from '#main/application/workspace-store.ts';
import { registry } from '#shared/capabilities/registry.ts';
import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { idMaker } from '#shared/kernel/id.ts';
import type { Actor } from '#shared/model/record.ts';
import { CliError, EXIT } from './exit-codes.ts';
import type { Options } from './options.ts';
import { refusedWith, type Said, write } from './terminal.ts';

/** An open data folder and who acts on it. */
export interface Session {
  readonly workspace: HeadlessWorkspace;
  readonly actor: Actor;
  /** Set when the process was asked to stop. */
  readonly signal: { readonly aborted: boolean };
}

/**
 * Opens the data folder, does the work and closes it, also when the work fails or the process is asked to stop. A new folder gets its
 * roles and an administrator first.
 */
export async function withSession<T>(options: Options, work: (session: Session) => Promise<T>): Promise<T> {
  const signal = { aborted: false };
  const stop = () => {
    signal.aborted = true;
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const store = await open(resolve(options.data ?? defaultDataFolder()));
  try {
    const newId = idMaker((length) => randomBytes(length), Date.now);
    const clock = hybridClock(`cli-${hostname().replaceAll(/[^\w.-]/g, '') || 'host'}`, Date.now);
    const workspace = await openHeadless({ store, registry, newId, clock, now: () => new Date().toISOString() });
    if (await workspace.isNew()) {
      const name = options.name ?? userInfo().username;
      await workspace.begin({ name });
      await write(process.stderr, `A new workspace was made; ${name} administers it.\n`);
    }
    await workspace.settleDue();
    const actor = await workspace.actor(options.as);
    if (!actor.ok) throw refusedWith(actor.error, EXIT.notFound);
    const result = await work({ workspace, actor: actor.value, signal });
    if (signal.aborted) throw new CliError(EXIT.stopped, ['Stopped. What was stored stays.']);
    return result;
  } finally {
    await store.close();
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  }
}

async function open(folder: string): Promise<WorkspaceStore> {
  try {
    return await openWorkspaceStore(folder, registry);
  } catch (cause) {
    if (cause instanceof FolderLocked)
      throw new CliError(EXIT.storage, [cause.message, `If no such process uses ${folder}, delete db.lock in it.`]);
    if (cause instanceof UnknownSchema) throw new CliError(EXIT.storage, [cause.message]);
    throw new CliError(EXIT.storage, [
      `The data folder ${folder} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    ]);
  }
}

/** A command that is understood, to be done on the open data. What is wrong with the command line shows before the data is opened. */
export type Work = (session: Session) => Promise<Said>;
