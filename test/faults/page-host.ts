import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import type { PushAnswer, Verdict } from '#shared/sync/protocol.schema.ts';

/** Builds the page into a folder, so that its workers are what the product's are: built. */
export async function buildPage(outDir: string): Promise<void> {
  const root = join(import.meta.dirname, 'page');
  const target = { outDir, emptyOutDir: true, target: 'es2022', minify: false, chunkSizeWarningLimit: 5000 };
  await build({ configFile: false, root, logLevel: 'error', worker: { format: 'es' }, build: target });
}

export interface PageHost {
  readonly url: string;
  close(): void;
}

interface Parts {
  readonly folder: string;
  readonly port: number;
  /** The device's end of its cable. */
  readonly to: string;
  /** Every verdict that came here whole, whatever became of it then. */
  readonly onVerdict: (verdict: Verdict) => void;
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Where a device's page comes from, and its way to the server: below its own origin, through its own cable. */
export async function hostPage({ folder, port, to, onVerdict }: Parts): Promise<PageHost> {
  const send = async (path: string, response: ServerResponse) => {
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(bytes);
  };
  const forward = (asked: IncomingMessage, response: ServerResponse) => {
    const { 'accept-encoding': _, ...headers } = asked.headers;
    // A connection of its own for each request: what breaks, breaks this one.
    const way = request(new URL(asked.url ?? '', to), { method: asked.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      const parts: Buffer[] = [];
      const isPush = asked.url?.endsWith('/v1/push') === true && answer.statusCode === 200;
      answer.on('data', (part: Buffer) => {
        response.write(part);
        if (isPush) parts.push(part);
      });
      answer.on('end', () => {
        response.end();
        if (!isPush || !answer.complete) return;
        const { verdicts } = JSON.parse(Buffer.concat(parts).toString()) as PushAnswer;
        for (const verdict of verdicts) onVerdict(verdict);
      });
      answer.on('error', () => response.destroy());
    });
    way.on('error', () => response.destroy());
    response.on('close', () => way.destroy());
    asked.on('error', () => way.destroy());
    asked.pipe(way);
  };
  const listener = createServer((asked, response) => {
    const path = asked.url ?? '/';
    if (path.startsWith('/server/')) forward(asked, response);
    else void send(path === '/' ? 'index.html' : path, response);
  }).listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      listener.close();
      listener.closeAllConnections();
    },
  };
}
