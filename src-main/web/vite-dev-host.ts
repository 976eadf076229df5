import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { serve } from './serve.ts';

/**
 * In the dev server only: the same loopback host behind `/api` and `/server`, on its own port, with its data in a scratch folder. The dev
 * server has no content security policy, because hot reloading needs inline scripts; the built app never runs without one.
 */
export function devHost(port = 4518): Plugin {
  const address = `http://127.0.0.1:${port}`;
  const toHost = { target: address, changeOrigin: true, headers: { origin: address } };
  return {
    name: 'countersign:dev-host',
    apply: 'serve',
    config: () => ({
      server: {
        host: '127.0.0.1',
        proxy: { '/api': toHost, '/server': toHost },
      },
    }),
    async configureServer(server) {
      const module = await server.ssrLoadModule(join(server.config.root, '..', 'src-main', 'web', 'serve.ts'));
      const serving = await (module['serve'] as typeof serve)(
        port,
        join(tmpdir(), 'countersign-dev'),
        join(server.config.root, '..', 'out', 'renderer'),
      );
      server.httpServer?.once('close', () => void serving.stop());
    },
  };
}
