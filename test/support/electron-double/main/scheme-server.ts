import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { toScheme } from '../scheme-url.ts';

/** Node asks for it with a body that streams; the types of the DOM do not know it. */
const halfDuplex = { duplex: 'half' };

type Handler = (request: Request) => Promise<Response> | Response;

/** What main registered with `protocol.handle`, by scheme. */
export const schemeHandlers = new Map<string, Handler>();

/**
 * Where Chromium's requests for the app's scheme arrive: a port of this machine, so that answers stream as they do in Electron.
 * Main sees its own scheme only. As in Electron, a page that goes away ends the answer's stream, and no signal says so.
 */
export async function serveSchemes(): Promise<number> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // one of the two ends has gone
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = toScheme(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
  const handler = schemeHandlers.get(new URL(url).protocol.slice(0, -1));
  const answered = handler ? await handler(requestOf(request, url)) : new Response(null, { status: 404 });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.flushHeaders();
  if (answered.body === null) response.end();
  else await pipeline(Readable.fromWeb(answered.body as NodeStream), response);
}

function requestOf(request: IncomingMessage, url: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && name !== 'host') headers.set(name, name === 'origin' ? toScheme(value).replace(/\/$/, '') : value);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body: RequestInit = hasBody ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array<ArrayBuffer>>, ...halfDuplex } : {};
  return new Request(url, { method: request.method ?? 'GET', headers, ...body });
}
