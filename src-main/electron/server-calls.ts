import { randomBytes } from 'node:crypto';
import { problem } from '#shared/kernel/problem.ts';
import { securityHeaders } from '#main/application/csp.ts';
import { forward, forwardPrefix, refuse, type ForwardPorts } from '#main/application/forward/forward.ts';
import { isOurs } from './origin.ts';

/** Whether a request of the app's scheme is meant for a workspace's server. */
export const isForServer = (url: URL): boolean => url.pathname.startsWith(forwardPrefix);

/**
 * Passes a page's request on to its server. Only a script of our own page gets here: it alone can set the header, and what
 * another page could send (a form, a picture, a frame) carries none.
 */
export async function answerForServer(way: ForwardPorts, request: Request): Promise<Response> {
  const { method, headers, body, signal } = request;
  const { pathname, search } = new URL(request.url);
  const answer = isFromOurPage(headers)
    ? await forward(way, { method, target: pathname + search, headers, body, signal })
    : refuse(problem('forbidden', 'Only the pages of Countersign reach its server.'));
  const own = securityHeaders({ nonce: randomBytes(18).toString('base64') });
  return new Response(answer.body, { status: answer.status, headers: { ...own, ...Object.fromEntries(answer.headers) } });
}

function isFromOurPage(headers: Headers): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site') ?? 'same-origin';
  return headers.get('x-countersign') === '1' && (origin === null || isOurs(origin)) && ['same-origin', 'none'].includes(site);
}
