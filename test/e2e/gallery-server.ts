import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

export interface GalleryServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the gallery of the design system from its sources. It is no part of the product: only its spec starts it. */
export async function serveGallery(port: number): Promise<GalleryServer> {
  const root = join(import.meta.dirname, '../../src-renderer/ui/gallery');
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: join(import.meta.dirname, '../../.cache/gallery'),
    logLevel: 'error',
    plugins: [react()],
    server: { port, strictPort: true, host: '127.0.0.1', hmr: false, watch: null },
  });
  await server.listen();
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
