import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { ApiEndpoint } from '#shared/contract/api-endpoint.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import type { Caller } from './endpoint-handlers.ts';

export const SESSION_COOKIE = 'countersign_session';
const tokenForm = /^[A-Za-z0-9_.-]{16,200}$/;
const versionForm = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})/;

/** How somebody shows who they are. A cookie comes along with whatever a browser sends, so more is asked of it. */
export interface Credential {
  readonly token: string;
  readonly by: 'cookie' | 'bearer';
}

export function credentialOf(request: FastifyRequest): Credential | undefined {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() === 'bearer' && bearer !== undefined && tokenForm.test(bearer)) return { token: bearer, by: 'bearer' };
  const cookie = request.cookies[SESSION_COOKIE];
  return cookie !== undefined && tokenForm.test(cookie) ? { token: cookie, by: 'cookie' } : undefined;
}

/** Why a request is not let in, or undefined. Asked before any of its body is read. */
export function refusedAtGate(
  request: FastifyRequest,
  one: ApiEndpoint,
  known: { readonly caller: Caller | undefined; readonly by: Credential['by'] | undefined },
  rules: { readonly minimumClient: string; readonly operatorToken: string | undefined },
): Problem | undefined {
  const { headers } = request;
  if (isOlder(headers['x-countersign-client'], rules.minimumClient))
    return problem('clientTooOld', `This server understands clients from ${rules.minimumClient} on.`, {
      params: { minimum: rules.minimumClient },
    });
  if (one.who === 'anyone') return fromElsewhere(headers);
  if (one.who === 'operator')
    return isOperator(request, rules.operatorToken) ? undefined : problem('forbidden', 'This is for whoever runs the server.');
  if (known.caller === undefined) return problem('signInNeeded');
  if (known.by !== 'cookie') return undefined;
  if (one.method !== 'GET' && headers['x-countersign'] !== '1') return problem('forbidden', 'The header x-countersign is missing.');
  return fromElsewhere(headers);
}

/** Browsers say where a request was begun; what another site begins is refused. */
const fromElsewhere = (headers: IncomingHttpHeaders): Problem | undefined =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'])
    ? undefined
    : problem('forbidden', 'The request was begun by another site.');

/** True only where both are versions: what says nothing of its age is let in. */
function isOlder(given: string | string[] | undefined, minimum: string): boolean {
  const parts = (text: string) => versionForm.exec(text)?.slice(1).map(Number);
  const [mine, theirs] = [typeof given === 'string' ? parts(given) : undefined, parts(minimum)];
  if (!mine || !theirs) return false;
  const at = mine.findIndex((part, index) => part !== theirs[index]);
  return at >= 0 && (mine[at] ?? 0) < (theirs[at] ?? 0);
}

/** On the machine itself and not handed on by a proxy, or with the operator's token. */
function isOperator({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token ?? ''}`);
  if (token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted)) return true;
  const isHere = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
  return isHere && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
