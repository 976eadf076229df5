import { forward, forwardPrefix, type ForwardPorts } from '#main/application/forward/forward.ts';
import { problem } from '#shared/kernel/problem.ts';
import { isOurs } from './origin.ts';

/** Whether a request of the app's scheme is meant for a workspace's server. */
export const isForServer = (url: URL): boolean => url.pathname.startsWith(forwardPrefix);

/**
 * Passes a page's request on to its server. Only a script of our own page gets here: it alone can set the header, and what
 * another page could send (a form, a picture, a frame) carries none.
 */
export async function answerForServer(way: ForwardPorts, request: Request): Promise<Response> {
  if (!isFromOurPage(request.headers)) {
    const error = problem('forbidden', 'Only the pages of Countersign reach its server.');
    return new Response(JSON.stringify(error), { status: 403, headers: { 'content-type': 'application/problem+json; charset=utf-8' } });
  }
  const { pathname, search } = new URL(request.url);
  return forward(way, {
    method: request.method,
    target: pathname + search,
    headers: request.headers,
    body: request.body,
    signal: request.signal,
  });
}

function isFromOurPage(headers: Headers): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site') ?? 'same-origin';
  return headers.get('x-countersign') === '1' && (origin === null || isOurs(origin)) && ['same-origin', 'none'].includes(site);
}
