import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Digest } from '#shared/kernel/digest.ts';
import type { RecordOf } from '#shared/model/record.ts';
import type { Scope } from '#shared/model/visibility.ts';
import type { Manifest } from '#shared/sync/protocol.schema.ts';
import type { TenantMemory } from './tenant-memory.ts';

const PAGE = 1_000;

export interface CutPage {
  readonly info: Manifest['pages'][number];
  readonly scope: Scope;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** All pages of a tenant at one place of its log. */
export interface Cut extends Pick<Manifest, 'seq' | 'hash' | 'numbers'> {
  readonly pages: readonly CutPage[];
}

/** Cuts everything as it is now, per kind and scope. */
export function cutPages(kept: TenantMemory): void {
  const groups = new Map<string, { readonly scope: Scope; readonly records: RecordOf[] }>();
  for (const { record, scope } of kept.rows.values()) {
    const key = `${record.kind} ${scope}`;
    const group = groups.get(key) ?? { scope, records: [] };
    groups.set(key, group);
    group.records.push(record);
  }
  const pages = [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { scope, records }]) => {
      const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return Array.from({ length: Math.ceil(sorted.length / PAGE) }, (_, i) => cutPage(sorted.slice(i * PAGE, (i + 1) * PAGE), scope));
    });
  for (const page of pages) kept.pages.set(page.info.digest, page);
  kept.cut = { ...kept.head, numbers: Object.fromEntries(kept.numbers), pages };
}

function cutPage(records: readonly RecordOf[], scope: Scope): CutPage {
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) throw new Error('A page has a record');
  const bytes = new Uint8Array(gzipSync(JSON.stringify(records)));
  const digest = createHash('sha256').update(bytes).digest('hex') as Digest;
  return { scope, bytes, info: { digest, kind: first.kind, from: first.id, to: last.id, count: records.length, size: bytes.length } };
}

export const recordsIn = (page: Uint8Array): RecordOf[] => JSON.parse(gunzipSync(page).toString('utf8')) as RecordOf[];
