import { randomUUID } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChosenFiles } from '#main/application/ports.ts';
import { atomicWrite } from './atomic-write.ts';

const mostHandles = 200;

/** Handles are random and forgotten after the newest 200, so that a page can never name a file that no person chose. */
export function chosenFiles(): ChosenFiles {
  const paths = new Map<string, string>();
  const handleFor = (path: string) => {
    const handle = randomUUID();
    paths.set(handle, path);
    for (const oldest of paths.keys()) {
      if (paths.size <= mostHandles) break;
      paths.delete(oldest);
    }
    return handle;
  };
  return {
    async write(path, bytes) {
      await atomicWrite(path, bytes);
      return { handle: handleFor(path), name: basename(path) };
    },
    async admit(path) {
      const { size } = await stat(path);
      return { handle: handleFor(path), name: basename(path), size };
    },
    async read(handle, offset, length) {
      const path = paths.get(handle);
      if (path === undefined) return null;
      const file = await open(path, 'r');
      try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
        const { size } = await file.stat();
        return { bytes: buffer.subarray(0, bytesRead), isEnd: offset + bytesRead >= size };
      } finally {
        await file.close();
      }
    },
  };
}
