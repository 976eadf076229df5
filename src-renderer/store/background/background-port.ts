import type { FreshRow } from '../database.ts';

/** What runs behind the lists: the full-text index and the folding of pages. */
export interface Background {
  /** Indexes everything that is on the disk; resolves when done. */
  index(): Promise<void>;
  progress(): Promise<{ readonly done: number; readonly total: number }>;
  /** Takes changes into the index, in the order in which they happen. */
  update(rows: readonly FreshRow[]): Promise<void>;
  updatePages(pages: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  search(text: string, kinds?: readonly string[]): Promise<string[]>;
  fold(term: number, threshold: number): Promise<number>;
  close(): Promise<void>;
}
