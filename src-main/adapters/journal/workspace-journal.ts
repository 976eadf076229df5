import { mkdir, open, readFile, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEntry } from '#main/application/ports.ts';
import { atomicWrite, syncFolder } from '../files/atomic-write.ts';
import { encodeEntry, readSegment, segmentOf, widen, type Segment } from './segment.ts';

const rotateAt = 8 * 1024 * 1024;
const floorName = 'floor.json';

/**
 * One workspace's journal: a folder of NDJSON segments. A process only ever appends to segments it began itself, so a line
 * that a crash cut off stays alone at the end of its file and can garble nothing.
 */
export class WorkspaceJournal {
  readonly #folder: string;
  readonly #segmentName: () => string;
  #segments: Segment[] = [];
  #floor = 0;
  #file: FileHandle | undefined;

  private constructor(folder: string, segmentName: () => string) {
    this.#folder = folder;
    this.#segmentName = segmentName;
  }

  static async open(folder: string, segmentName: () => string): Promise<WorkspaceJournal> {
    const journal = new WorkspaceJournal(folder, segmentName);
    const names = (await namesIn(folder)).filter((name) => name.endsWith('.ndjson')).toSorted();
    for (const name of names) {
      const path = join(folder, name);
      journal.#segments.push(segmentOf(path, await readSegment(path)));
    }
    journal.#floor = await readFloor(join(folder, floorName));
    return journal;
  }

  get head(): number {
    return this.#segments.reduce((head, segment) => Math.max(head, segment.last), this.#floor);
  }

  /** Resolves once the lines are on the disk. After a failure the next append begins a new segment, clear of a half-written line. */
  async append(firstSeq: number, lines: readonly string[]): Promise<void> {
    const segment = await this.#writable();
    const text = lines.map((line, index) => encodeEntry({ clientSeq: firstSeq + index, line })).join('');
    try {
      await this.#file?.appendFile(text);
      await this.#file?.datasync();
    } catch (cause) {
      await this.close();
      throw cause;
    }
    const bytes = Buffer.byteLength(text);
    widen(segment, firstSeq, bytes);
    widen(segment, firstSeq + lines.length - 1, 0);
  }

  /** Opens only the segments that the asked lines can lie in, so that reading a long journal page by page stays linear. */
  async read(after: number, limit: number): Promise<{ lines: JournalEntry[]; isEnd: boolean }> {
    const from = Math.max(after, this.#floor);
    const found = new Map<number, { entry: JournalEntry; age: number }>();
    const wanted = this.#segments.flatMap((segment, age) => (segment.last > from ? { segment, age } : []));
    for (const { segment, age } of wanted.toSorted((a, b) => a.segment.first - b.segment.first)) {
      if (found.size > limit && segment.first > nth(found.keys(), limit)) break;
      for (const entry of await readSegment(segment.path))
        if (entry.clientSeq > from && age >= (found.get(entry.clientSeq)?.age ?? 0)) found.set(entry.clientSeq, { entry, age });
    }
    const lines = [...found.values()].map(({ entry }) => entry).toSorted((a, b) => a.clientSeq - b.clientSeq);
    return { lines: lines.slice(0, limit), isEnd: lines.length <= limit };
  }

  async dropThrough(through: number): Promise<void> {
    this.#floor = Math.max(this.#floor, through);
    await this.#makeFolder();
    await atomicWrite(join(this.#folder, floorName), JSON.stringify({ through: this.#floor }));
    const gone = this.#segments.filter((segment) => segment.last <= this.#floor);
    if (gone.some((segment) => segment === this.#segments.at(-1))) await this.close();
    this.#segments = this.#segments.filter((segment) => !gone.includes(segment));
    for (const segment of gone) await rm(segment.path, { force: true });
  }

  async remove(): Promise<void> {
    await this.close();
    this.#segments = [];
    this.#floor = 0;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  async #writable(): Promise<Segment> {
    const current = this.#segments.at(-1);
    if (this.#file && current && current.bytes < rotateAt) return current;
    await this.close();
    await this.#makeFolder();
    const segment = segmentOf(join(this.#folder, this.#segmentName()), []);
    this.#file = await open(segment.path, 'ax', 0o600);
    await syncFolder(this.#folder);
    this.#segments.push(segment);
    return segment;
  }
}

/** The number at `index` when the keys are sorted. */
const nth = (keys: Iterable<number>, index: number): number => [...keys].toSorted((a, b) => a - b)[index] ?? 0;

/** The names in a folder; none when there is no such folder yet. Any other trouble is one: an unread journal is not an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}

async function readFloor(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const value: unknown = JSON.parse(text);
  const through = typeof value === 'object' && value !== null && 'through' in value ? value.through : 0;
  return Number.isSafeInteger(through) ? Number(through) : 0;
}
