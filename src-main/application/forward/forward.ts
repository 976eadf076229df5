import { problem, type Problem } from '#shared/kernel/problem.ts';
import type { ServerLinks } from '#main/application/ports.ts';
import type { CookieJar } from './cookie-jar.ts';
import { whyUnreachable } from './unreachable.ts';

export interface ForwardPorts {
  readonly links: ServerLinks;
  readonly jar: CookieJar;
  /** The host's own way out. It gives up connecting by itself; an answer, once begun, may take as long as it likes. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** A page's request for its server. */
export interface Forwarding {
  readonly method: string;
  /** The path and query as they were written, before anything in them is resolved. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  /** Aborted when the page has gone. */
  readonly signal: AbortSignal;
}

export const forwardPrefix = '/server/';

/** `/server/<workspace>/v1/…`: plain segments only, so that nothing in them can climb or be decoded into something else. */
const targetForm = /^\/server\/([A-Za-z0-9][A-Za-z0-9_-]{2,63})\/(v1(?:\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+)(\?[^#\s]*)?$/;
const methods: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE'];

const sent = /^(accept|accept-language|content-type|if-none-match|last-event-id|x-correlation-id|x-countersign.*)$/;
const received = /^(content-type|content-length|etag|retry-after|ratelimit.*|x-ratelimit.*|x-correlation-id)$/;
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The one way from a page to the server that its workspace follows: the page knows neither the address nor the session, and
 * the server sees nothing of the page but what is listed here. Bodies pass through as they come, both ways.
 */
export async function forward(ports: ForwardPorts, request: Forwarding): Promise<Response> {
  const [, workspaceId, path, query = ''] = targetForm.exec(request.target) ?? [];
  if (workspaceId === undefined || path === undefined) return refuse(problem('unknownEndpoint'));
  if (!methods.includes(request.method)) return refuse(problem('methodNotAllowed'), { allow: methods.join(', ') });
  const server = await ports.links.of(workspaceId);
  if (server === null) return refuse(problem('notFound', 'This workspace follows no server.'));

  let answer: Response;
  try {
    answer = await ports.fetch(server + path + query, await initFor(ports, request, workspaceId, server));
  } catch (cause) {
    // Nobody is left to read this answer.
    if (request.signal.aborted) return refuse(problem('unavailable', 'The page has gone.'));
    return refuse(whyUnreachable(cause));
  }
  if (answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 400 && answer.status !== 304)) {
    await answer.body?.cancel();
    return refuse(problem('unavailable', 'The server sends its callers to another address.', { params: { reason: 'redirect' } }));
  }
  const setCookie = answer.headers.getSetCookie();
  // Whoever unlinked the server meanwhile wants no session there.
  if (setCookie.length > 0 && (await ports.links.of(workspaceId)) === server) await ports.jar.take(workspaceId, server, setCookie);
  const body = withoutBody.has(answer.status) ? null : answer.body;
  return new Response(body, { status: answer.status, headers: passOn(answer.headers) });
}

async function initFor(ports: ForwardPorts, request: Forwarding, workspaceId: string, server: string): Promise<RequestInit> {
  const headers = new Headers([...request.headers].filter(([name]) => sent.test(name)));
  headers.set('x-countersign', '1');
  const cookie = await ports.jar.of(workspaceId, server);
  if (cookie !== null) headers.set('cookie', cookie);
  const body = request.method === 'GET' ? null : request.body;
  return {
    method: request.method,
    headers,
    redirect: 'manual',
    credentials: 'omit',
    signal: request.signal,
    ...(body === null ? {} : { body, duplex: 'half' }),
  };
}

/**
 * `fetch` has unpacked a body that was packed for the way, so its length and its packing are no longer true. And a device keeps
 * what it may keep in its own store: a copy in the browser's cache would outlive signing out and losing access.
 */
function passOn(headers: Headers): Headers {
  const isPacked = headers.has('content-encoding');
  const listed = [...headers].filter(([name]) => received.test(name) && !(isPacked && name === 'content-length'));
  return new Headers([...listed, ['cache-control', 'no-store']]);
}

/** A problem as an answer of HTTP. */
export const refuse = (error: Problem, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(error), {
    status: error.status,
    headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });
