import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { atomicWrite } from './atomic-write.ts';

const Stored = z.record(z.string(), z.string());

/** Named texts in one JSON file that only its owner may read. */
export interface TextMapFile {
  read(): Promise<ReadonlyMap<string, string>>;
  /** Writes the whole file anew, after every change that was asked for before. */
  change(edit: (texts: Map<string, string>) => void): Promise<void>;
}

export function textMapFile(path: string): TextMapFile {
  let tail: Promise<unknown> = Promise.resolve();
  const read = async () => new Map(Object.entries(Stored.parse(JSON.parse(await readFile(path, 'utf8').catch(emptyIfMissing)))));
  return {
    read,
    change(edit) {
      const work = async () => {
        const texts = await read();
        edit(texts);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await atomicWrite(path, JSON.stringify(Object.fromEntries(texts)), 0o600);
      };
      const mine = tail.then(work, work);
      tail = mine;
      return mine;
    },
  };
}

function emptyIfMissing(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '{}';
  throw cause;
}
