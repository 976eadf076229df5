import { zipSync } from 'fflate';
import { type Identity, metaOf, type WorkspaceDatabase } from '../database.ts';
import { packJson } from '../pages/page-codec.ts';
import { slices } from '../slices.ts';
import type { BulkProgress } from '../workspace.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupPart, digestOfManifest, MANIFEST, sha256Hex } from './backup-format.ts';
import { readContents } from './contents.ts';

const ROWS = 1_000;

interface Section {
  readonly holds: BackupPart['holds'];
  readonly kind: string | null;
  readonly rows: readonly unknown[];
}

/** The whole workspace as one file. Other windows may go on working: it is what was there at one moment. */
export async function makeBackup(
  database: WorkspaceDatabase,
  identity: Identity,
  madeAt: string,
  onProgress?: (progress: BulkProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { counters, records, events, log, accounts, attention, follows } = await readContents(database);
  const sections: Section[] = [
    ...[...records].map(([kind, rows]): Section => ({ holds: 'records', kind, rows })),
    ...[...events].map(([kind, rows]): Section => ({ holds: 'events', kind, rows })),
    { holds: 'log', kind: null, rows: log },
    { holds: 'accounts', kind: null, rows: accounts },
    { holds: 'attention', kind: null, rows: attention },
  ];
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const files: Record<string, Uint8Array> = {};
  const parts: BackupPart[] = [];
  const slice = slices();
  let done = 0;
  for (const { holds, kind, rows } of sections)
    for (let start = 0; start < rows.length; start += ROWS) {
      const some = rows.slice(start, start + ROWS);
      const name = `${[holds, kind].filter(Boolean).join('/')}/${String(start / ROWS + 1).padStart(5, '0')}.json.gz`;
      const bytes = await packJson(some);
      files[name] = bytes;
      parts.push({ name, holds, kind, count: some.length, sha256: await sha256Hex(bytes) });
      done += some.length;
      onProgress?.({ done, total });
      await slice();
    }
  const { name, id, createdAt } = await metaOf(database, identity);
  const { seq, numbers, clock, savedAt, since } = counters;
  const content = {
    format: BACKUP_FORMAT,
    version: follows.link ? BACKUP_VERSION : 1,
    workspace: { id, name, createdAt },
    madeAt,
    counters: { seq, numbers: { ...numbers }, clock, savedAt, since },
    parts,
    ...(follows.link ? { follows: { url: follows.url, deviceName: follows.deviceName, link: follows.link } } : {}),
  } as const;
  const manifest = { ...content, digest: digestOfManifest(content) };
  files[MANIFEST] = new TextEncoder().encode(JSON.stringify(manifest, null, 1));
  return zipSync(files, { level: 0 });
}
