import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const placeholder = '__COUNTERSIGN_FILES__';

/**
 * Gives the service worker the list of the build's files and a version that is their digest, so that a new build is a new
 * cache and an unchanged one is none.
 */
export function serviceWorkerFiles(): Plugin {
  let publicDir = '';
  return {
    name: 'countersign:service-worker-files',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const digest = createHash('sha256');
        const paths = new Set<string>();
        for (const [path, part] of Object.entries(bundle).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
          if (path === 'sw.js' || path.endsWith('.map')) continue;
          paths.add(path);
          digest.update(path).update(part.type === 'chunk' ? part.code : part.source);
        }
        for (const path of publicFiles(publicDir)) {
          paths.add(path);
          digest.update(path).update(readFileSync(join(publicDir, path)));
        }
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('The service worker is not part of the build.');
        if (worker.imports.length > 0) throw new Error('The service worker must be one file.');
        digest.update(worker.code);
        const list = { version: digest.digest('hex').slice(0, 16), files: [...paths].map((path) => (path === 'index.html' ? './' : path)) };
        worker.code = worker.code.replace(new RegExp(`["'\`]${placeholder}["'\`]`), () => JSON.stringify(JSON.stringify(list)));
      },
    },
  };
}

const publicFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        )
        .toSorted()
    : [];
