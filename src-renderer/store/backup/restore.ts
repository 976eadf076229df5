import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { RandomBytes } from '#shared/kernel/id.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Link } from '#shared/sync/replica.ts';
import {
  type AccountRow,
  type AttentionRow,
  type Counters,
  dropDatabase,
  EMPTY_COUNTERS,
  type LinkRow,
  openDatabase,
  type OutboxBatch,
  type PageRow,
  type WorkspaceDatabase,
} from '../database.ts';
import { newIdentity } from '../identity.ts';
import { changeManifest } from '../pages/manifest.ts';
import { infoOf } from '../pages/make-pages.ts';
import { cryptoBytes, type Journal } from '../ports.ts';
import { troubleOf } from '../trouble.ts';
import type { BulkProgress } from '../workspace.ts';
import { databaseNameOf, putWorkspace, type WorkspaceInfo, workspaceInfo } from '../workspaces.ts';
import { type OpenedBackup, readBackup } from './read-backup.ts';

export interface RestoreOptions {
  /** Puts the backup in the place of a workspace of this device that has the same id. */
  readonly replace?: boolean;
  readonly onProgress?: (progress: BulkProgress) => void;
  readonly journal?: Journal;
  readonly clock?: () => number;
  readonly random?: RandomBytes;
}

type Part = OpenedBackup['parts'][number];

/**
 * Makes a workspace of this device from a backup, equal to the one that was saved. Everything is checked first, and it
 * is written beside what is there: the old one goes only when the new one is on the disk.
 */
export async function restoreWorkspace(bytes: Uint8Array, options: RestoreOptions = {}): Promise<Result<WorkspaceInfo, Refusal>> {
  const { replace = false, onProgress, journal, clock = Date.now, random = cryptoBytes } = options;
  const opened = await readBackup(bytes);
  if (!opened.ok) return opened;
  const { workspace } = opened.value.manifest;
  const before = await workspaceInfo(workspace.id);
  if (before && !replace)
    return err(
      refusal('backup.exists', `“${before.name}” is on this device already.`, [
        {
          code: 'backup.exists',
          message: 'Restoring puts the saved state in its place.',
          help: 'Make a backup of it first if you want to keep it.',
        },
      ]),
    );
  const suffix = Array.from(random(4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const info: WorkspaceInfo = {
    ...workspace,
    lastOpenedAt: new Date(clock()).toISOString(),
    database: before ? `${databaseNameOf(workspace.id)}-${suffix}` : databaseNameOf(workspace.id),
  };
  try {
    if (!before) await dropDatabase(info.database);
    const database = openDatabase(info.database);
    try {
      await fillDatabase(database, opened.value, random, onProgress);
    } finally {
      database.close();
    }
    await putWorkspace(info);
  } catch (error) {
    await dropDatabase(info.database).catch(() => undefined);
    return err(troubleOf(error));
  }
  await journal?.drop(workspace.id);
  if (before && before.database !== info.database) await dropDatabase(before.database);
  return ok(info);
}

async function fillDatabase(
  database: WorkspaceDatabase,
  { manifest, parts }: OpenedBackup,
  random: RandomBytes,
  onProgress?: (progress: BulkProgress) => void,
): Promise<void> {
  const total = parts.length;
  for (const [index, part] of parts.entries()) {
    await putPart(database, part, index);
    onProgress?.({ done: index + 1, total });
  }
  const counters: Counters = { ...EMPTY_COUNTERS, ...manifest.counters, clock: manifest.counters.clock as HybridTime | null };
  const pages = parts.flatMap((part, index) => pageOf(part, index) ?? []);
  // The identity comes last: a database without it is not a workspace.
  await database.transaction('rw', database.meta, async () => {
    await changeManifest(database, () => pages.map(infoOf));
    const identity = newIdentity(manifest.workspace, random);
    await database.meta.bulkPut([counters, identity, ...linkAs(identity.device, manifest)]);
  });
}

/**
 * A restored copy is another device to the server: it signs in anew, loads everything from there, and sends what the backup
 * had on its way. What had been sent before, by the copy that was saved or by this one, is known there by its id.
 */
function linkAs(device: string, { follows }: OpenedBackup['manifest']): LinkRow[] {
  if (!follows) return [];
  const saved = follows.link as Link & typeof follows.link;
  const link: Link = { ...saved, device, phase: saved.phase === 'founding' ? 'founding' : 'loading', pushed: 0, answered: [] };
  return [{ key: 'link', link, revision: 1, url: follows.url, deviceName: follows.deviceName }];
}

async function putPart(database: WorkspaceDatabase, part: Part, index: number): Promise<void> {
  const page = pageOf(part, index);
  if (page) await database.pages.put(page);
  else if (part.holds === 'accounts') await database.accounts.bulkPut(part.rows as readonly AccountRow[]);
  else if (part.holds === 'attention') await database.attention.bulkPut(part.rows as readonly AttentionRow[]);
  else {
    const entries = part.rows as readonly { seq: number }[];
    const batch: OutboxBatch = { seq: entries.at(-1)?.seq ?? 0, first: entries[0]?.seq ?? 0, kinds: [], pages: [], batch: part.bytes };
    await database.outbox.put(batch);
  }
}

function pageOf({ holds, kind, rows, bytes, count }: Part, index: number): PageRow | undefined {
  if (kind === null || (holds !== 'records' && holds !== 'events')) return undefined;
  const idIn = (row: unknown) => (holds === 'records' ? (row as { id: string }).id : (row as { recordId: string }).recordId);
  const family = holds === 'records' ? kind : `${kind}/events`;
  return { key: `${family}:restored:${index}`, kind: family, from: idIn(rows[0]), to: idIn(rows.at(-1)), count, level: 0, bytes };
}
