import { readFile } from 'node:fs/promises';
import type { JournalEntry } from '#main/application/ports.ts';

/** What is known of one file of a journal without reading it again. */
export interface Segment {
  readonly path: string;
  first: number;
  last: number;
  bytes: number;
}

/** `[clientSeq, line]` as one line of JSON. */
export const encodeEntry = (entry: JournalEntry): string => `${JSON.stringify([entry.clientSeq, entry.line])}\n`;

/**
 * The entries of a segment, in the order they were written. A line that a crash cut off, or that is no entry, is left out:
 * it was never acknowledged.
 */
export async function readSegment(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => decodeEntry(line) ?? []);
}

function decodeEntry(text: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [clientSeq, line] = value as unknown[];
  return Number.isSafeInteger(clientSeq) && typeof line === 'string' ? { clientSeq: Number(clientSeq), line } : null;
}

export function segmentOf(path: string, entries: readonly JournalEntry[]): Segment {
  const segment: Segment = { path, first: Number.POSITIVE_INFINITY, last: 0, bytes: 0 };
  for (const entry of entries) widen(segment, entry.clientSeq, 0);
  return segment;
}

export function widen(segment: Segment, clientSeq: number, bytes: number): void {
  segment.first = Math.min(segment.first, clientSeq);
  segment.last = Math.max(segment.last, clientSeq);
  segment.bytes += bytes;
}
