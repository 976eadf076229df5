import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { digestOf } from '#shared/kernel/digest.ts';
import type { Json } from '#shared/kernel/json.ts';

/**
 * A backup is a zip: `manifest.json`, and parts of a thousand rows each, as gzipped JSON arrays. The manifest has every
 * part's count and SHA-256, and a digest of itself, so that a truncated or altered file is found out before anything
 * is written.
 */
export const BACKUP_FORMAT = 'countersign-backup';
/** 2: of a workspace that follows a server. */
export const BACKUP_VERSION = 2;
export const MANIFEST = 'manifest.json';

const Part = z.strictObject({
  name: z.string(),
  holds: z.enum(['records', 'events', 'log', 'accounts', 'attention']),
  /** The record kind, for records and events. */
  kind: z.string().nullable(),
  count: z.int().min(0),
  sha256: z.string(),
});

export const BackupManifest = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  version: z.int(),
  workspace: z.strictObject({ id: z.string(), name: z.string(), createdAt: z.string() }),
  madeAt: z.string(),
  counters: z.strictObject({
    seq: z.int().min(0),
    numbers: z.record(z.string(), z.int()),
    clock: z.string().nullable(),
    savedAt: z.string().nullable(),
    since: z.string().nullable(),
  }),
  /** The server that it follows, and how: a restored copy goes on as another device. */
  follows: z
    .looseObject({ url: z.string(), deviceName: z.string(), link: z.looseObject({ personId: z.string(), done: z.int() }) })
    .optional(),
  parts: z.array(Part),
  digest: z.string(),
});
export type BackupManifest = z.infer<typeof BackupManifest>;
/** What the manifest says of itself, without the digest. It is JSON by construction. */
export function digestOfManifest(content: unknown): string {
  return digestOf(content as Json);
}
export type BackupPart = z.infer<typeof Part>;

/** Rows of each kind of part, as little as restoring relies on. */
export const rowsOf = {
  records: z.looseObject({ id: z.string(), kind: z.string(), version: z.int().min(1), fields: z.record(z.string(), z.unknown()) }),
  events: z.looseObject({ id: z.string(), recordId: z.string(), kind: z.string(), version: z.int().min(1), type: z.string() }),
  log: z.looseObject({ seq: z.int().min(1), command: z.looseObject({ id: z.string() }), by: z.string(), events: z.array(z.unknown()) }),
  accounts: z.looseObject({ personId: z.string(), salt: z.string(), verifier: z.string() }),
  attention: z.looseObject({ id: z.string() }),
} as const satisfies Record<BackupPart['holds'], z.ZodType>;

/** SHA-256 in hex; by the browser where it can, which it cannot on plain http over a network. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  return bytesToHex(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes));
}
