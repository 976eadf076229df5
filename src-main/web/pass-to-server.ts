import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { forward, type ForwardPorts } from '#main/application/forward/forward.ts';

/**
 * Hands a page's request on to its server and the answer back, chunk by chunk. A page that goes away takes the request to
 * the server with it; a server that breaks off in the middle breaks the answer off too, so that nobody takes a part for all.
 */
export async function passToServer(
  way: ForwardPorts,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const page = new AbortController();
  response.once('close', () => page.abort());
  const answer = await forward(way, {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: headersOf(request),
    body: hasBody(request) ? Readable.toWeb(request) : null,
    signal: page.signal,
  });
  response.writeHead(answer.status, { ...headers, ...Object.fromEntries(answer.headers) });
  if (answer.body === null) {
    response.end();
    return;
  }
  response.flushHeaders();
  try {
    await pipeline(Readable.fromWeb(answer.body), response);
  } catch {
    // One of the two ends has gone, which is no mistake of ours; the pipeline has closed the other.
    response.destroy();
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (Array.isArray(value)) for (const one of value) headers.append(name, one);
    else if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
