import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

export interface Stage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the product's screens over a workspace whose server is played by the test. No part of the product. */
export async function serveSyncStage(port: number): Promise<Stage> {
  const root = import.meta.dirname;
  const repository = join(root, '../../..');
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: join(repository, '.cache/sync-stage'),
    logLevel: 'error',
    plugins: [react()],
    worker: { format: 'es' },
    server: { port, strictPort: true, host: '127.0.0.1', hmr: false, watch: null, fs: { allow: [repository] } },
  });
  await server.listen();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
