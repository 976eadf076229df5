import { unzipSync } from 'fflate';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { unpackJson } from '../pages/page-codec.ts';
import { BACKUP_VERSION, BackupManifest, type BackupPart, digestOfManifest, MANIFEST, rowsOf, sha256Hex } from './backup-format.ts';

export interface OpenedBackup {
  readonly manifest: BackupManifest;
  /** Parts as they are in the file: gzipped JSON, checked. */
  readonly parts: readonly (BackupPart & { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: readonly unknown[] })[];
}

const refuse = (message: string, help = 'Try another copy of the file.') =>
  err(
    refusal('backup.unreadable', 'This file cannot be restored, so nothing was changed.', [{ code: 'backup.unreadable', message, help }]),
  );

/** Opens a backup and checks all of it: form, version, digests, counts, and that the log has no gap. Writes nothing. */
export async function readBackup(bytes: Uint8Array): Promise<Result<OpenedBackup, Refusal>> {
  const files = unzipped(bytes);
  if (!files) return refuse('It is not a backup of Countersign, or its end is missing.');
  const manifest = manifestIn(files);
  if (!manifest.ok) return manifest;
  const parts: OpenedBackup['parts'][number][] = [];
  for (const part of manifest.value.parts) {
    const found = files[part.name];
    if (!found) return refuse(`Its part “${part.name}” is missing.`);
    const rows = await checked(part, found as Uint8Array<ArrayBuffer>);
    if (!rows) return refuse(`Its part “${part.name}” was damaged or altered.`);
    parts.push({ ...part, bytes: found as Uint8Array<ArrayBuffer>, rows });
  }
  const log = parts.filter((part) => part.holds === 'log').flatMap((part) => part.rows as readonly { seq: number }[]);
  const { counters, follows } = manifest.value;
  // Where a server is followed, some numbers of the log are its steps and no commands.
  const isWhole = follows
    ? (log.at(-1)?.seq ?? 0) <= counters.seq && log.every(({ seq }, i) => seq > (log[i - 1]?.seq ?? 0))
    : log.length === counters.seq && log.every(({ seq }, i) => seq === i + 1);
  if (!isWhole) return refuse('Its log of commands has a gap.');
  return ok({ manifest: manifest.value, parts });
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    // Parts are stored as they are, so the file says how much it will be.
    return unzipSync(bytes, { filter: (file) => file.compression === 0 && file.originalSize <= bytes.length });
  } catch {
    return undefined;
  }
}

function manifestIn(files: Record<string, Uint8Array>): Result<BackupManifest, Refusal> {
  const text = files[MANIFEST];
  if (!text) return refuse('It is not a backup of Countersign.');
  const parsed = BackupManifest.safeParse(jsonIn(text));
  if (!parsed.success) return refuse('Its table of contents was damaged or altered.');
  if (parsed.data.version > BACKUP_VERSION) return refuse('It was made by a newer Countersign.', 'Update Countersign, then restore it.');
  const { digest, ...content } = parsed.data;
  return digestOfManifest(content) === digest ? ok(parsed.data) : refuse('Its table of contents was damaged or altered.');
}

function jsonIn(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

async function checked(part: BackupPart, bytes: Uint8Array<ArrayBuffer>): Promise<readonly unknown[] | undefined> {
  if ((await sha256Hex(bytes)) !== part.sha256) return undefined;
  const rows = await unpackJson<unknown>(bytes).catch(() => undefined);
  if (!Array.isArray(rows) || rows.length !== part.count) return undefined;
  const form = rowsOf[part.holds];
  return rows.every((row) => form.safeParse(row).success) ? rows : undefined;
}
