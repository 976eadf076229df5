import { EMPTY_MANIFEST, type Manifest, metaOf, type MetaRow, type PageInfo, type WorkspaceDatabase } from '../database.ts';

/** The revision of the manifest in a row of its own, so that a reader learns cheaply that pages have changed. */
export interface RevisionRow extends MetaRow {
  readonly key: 'revision';
  readonly revision: number;
}

/** Changes which pages there are; call it within the transaction that writes or deletes them. */
export async function changeManifest(
  database: WorkspaceDatabase,
  change: (pages: readonly PageInfo[]) => readonly PageInfo[],
): Promise<Manifest> {
  const before = await metaOf(database, EMPTY_MANIFEST);
  const manifest: Manifest = { key: 'manifest', revision: before.revision + 1, pages: change(before.pages) };
  const revision: RevisionRow = { key: 'revision', revision: manifest.revision };
  await database.meta.bulkPut([manifest, revision]);
  return manifest;
}

export const NO_REVISION: RevisionRow = { key: 'revision', revision: 0 };
