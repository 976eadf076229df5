import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';

export interface Upstream {
  readonly url: string;
  /** Every request that arrived, in order. */
  readonly asked: { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; body: string }[];
  stop(): Promise<void>;
}

/** A small server that stands for a workspace's, and keeps what it was asked. */
export async function startUpstream(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<Upstream> {
  const asked: Upstream['asked'] = [];
  const listen: RequestListener = (incoming, response) => {
    const parts: Buffer[] = [];
    const one = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body: '' };
    asked.push(one);
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      one.body = Buffer.concat(parts).toString();
      answer(incoming, response, one.body);
    });
  };
  const server = createServer(listen).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`, asked, stop };
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly text: string;
}

/** Sends exactly these headers and this path, as no browser would. */
export function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, setHost: !('host' in headers) }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}
