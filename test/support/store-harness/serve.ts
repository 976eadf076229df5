import { join } from 'node:path';
import { build, preview } from 'vite';

export interface Harness {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the harness page into a folder and serves it, so that its workers are what the product's are: built. */
export async function serveStoreHarness(folder: string, port: number): Promise<Harness> {
  const root = import.meta.dirname;
  const outDir = join(folder, 'harness');
  const shared = { configFile: false as const, root, logLevel: 'error' as const };
  await build({ ...shared, worker: { format: 'es' }, build: { outDir, emptyOutDir: true, target: 'es2022', minify: false } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port, strictPort: true, host: '127.0.0.1' } });
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
