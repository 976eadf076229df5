import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { openApi } from '#shared/contract/api-openapi.ts';
import { problem } from '#shared/kernel/problem.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { securityHeaders } from '#main/application/csp.ts';
import type { Logger } from '#main/application/ports.ts';
import { docsPage } from './docs-page.ts';
import type { ApiHandlers, Caller, OwnName, PartHandlers, SessionDoor } from './endpoint-handlers.ts';
import { type Credential, credentialOf, refusedAtGate, SESSION_COOKIE } from './gate.ts';
import { answerBrokenRequest, HttpProblem, isDatabaseAway, problemOf, sendProblem } from './http-problem.ts';
import { knownSessions } from './known-sessions.ts';
import { liveStreams } from './live-streams.ts';
import type { Metrics } from './metrics.ts';
import { mountApi } from './mount.ts';
import { mountWebEdition } from './web-edition.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
    by: Credential['by'] | undefined;
    nonce: string;
  }
}

export interface ServerParts {
  readonly version: string;
  readonly minimumClient: string;
  readonly handlers: PartHandlers;
  readonly metrics: Metrics;
  /** Whose session this is; undefined when it is nobody's any more. */
  authenticate(token: string): Promise<Caller | undefined>;
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  readonly logger: Logger;
  /** The built pages, where they are served too. */
  readonly renderer?: string;
  readonly operatorToken?: string;
  /** Addresses of proxies whose `X-Forwarded-*` is believed; loopback unless said. */
  readonly trustProxy?: string | readonly string[];
  /** Requests a minute: of one session, or of one address where nobody is signed in; and where guessing pays. */
  readonly perMinute?: number;
  readonly guessesPerMinute?: number;
  readonly heartbeat?: number;
  /** How many milliseconds a stopping server gives what was begun. */
  readonly patience?: number;
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  /** Every path that is answered, as the router has it. */
  readonly paths: ReadonlySet<string>;
  /** Takes no more connections, ends live streams, finishes what was begun. Resolves when all of that is done. */
  drain(): Promise<void>;
}

/** `server/<workspace>/v1/…` is how pages ask for `v1/…`, whichever host they came from. */
const ofWorkspace = /^\/server\/[A-Za-z0-9][A-Za-z0-9_-]{2,63}(?=\/v1\/)/;

/** The server's interface over HTTP: every entry of the contract, and the pages of the web edition where they are there. */
export async function createServer(parts: ServerParts): Promise<HttpServer> {
  let isDraining = false;
  const live = liveStreams(parts.heartbeat ?? 15_000);
  const numbers = parts.metrics;
  numbers.watchLive(() => live.count);
  const fastify = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: [parts.trustProxy ?? 'loopback'].flat(),
    rewriteUrl: (request) => (request.url ?? '/').replace(ofWorkspace, ''),
    exposeHeadRoutes: false,
    // A closing server says so itself, as a problem.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error) ?? problem('malformed')),
  });
  const respond = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = problemOf(error);
    if (!known && isDatabaseAway(error)) {
      parts.logger.error('database.away', { route: request.routeOptions.url ?? '' }, error);
      return sendProblem(reply.header('retry-after', '5'), problem('unavailable', 'The database does not answer.'));
    }
    if (!known) parts.logger.error('request.failed', { correlationId: request.id, route: request.routeOptions.url ?? '' }, error);
    return sendProblem(reply, known ?? problem('internal', undefined, { correlationId: request.id }));
  };
  fastify.setErrorHandler(respond);
  const paths = new Set<string>();
  fastify.addHook('onRoute', ({ url }) => void paths.add(url));
  fastify.decorateRequest('caller', undefined);
  fastify.decorateRequest('by', undefined);
  fastify.decorateRequest('nonce', '');
  takeOnlyJson(fastify);
  await fastify.register(cookie);
  // The policy is our own, and the same on every host.
  await fastify.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });

  const known = knownSessions((token) => parts.authenticate(token));
  const identify = async (request: FastifyRequest, isFrequent: boolean): Promise<Caller | undefined> => {
    const credential = credentialOf(request);
    if (!credential) return undefined;
    request.by = credential.by;
    return isFrequent ? known.of(credential.token) : parts.authenticate(credential.token);
  };
  fastify.addHook('onRequest', async (request, reply) => {
    request.nonce = randomUUID();
    reply.headers(securityHeaders({ nonce: request.nonce }));
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
    const { endpoint } = request.routeOptions.config;
    if (isDraining && endpoint?.path.startsWith('/health/') !== true)
      return sendProblem(reply.header('connection', 'close').header('retry-after', '1'), problem('unavailable', 'The server is stopping.'));
    if (endpoint && endpoint.who !== 'anyone' && endpoint.who !== 'operator')
      request.caller = await identify(request, endpoint.isFrequent === true);
  });
  await fastify.register(rateLimit, {
    max: parts.perMinute ?? 6_000,
    timeWindow: 60_000,
    enableDraftSpec: true,
    keyGenerator: (request) => request.caller?.tokenDigest ?? request.ip,
    errorResponseBuilder: (_request, { after }) => new HttpProblem(problem('tooManyAttempts', `Wait ${after}.`)),
  });
  fastify.addHook('preParsing', async (request, reply) => {
    const { endpoint } = request.routeOptions.config;
    const refused = endpoint && refusedAtGate(request, endpoint, request, { ...parts, operatorToken: parts.operatorToken });
    return refused ? sendProblem(reply, refused) : undefined;
  });
  fastify.addHook('onSend', async (request) => {
    // Whatever is not asked all the time may have ended sessions.
    if (request.method !== 'GET' && request.routeOptions.config.endpoint?.isFrequent !== true) known.forget();
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const facts = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
    numbers.requested(facts, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500) parts.logger.info('request.answered', { ...facts, id: request.id, ms: Math.round(reply.elapsedTime) });
  });

  const own: ApiHandlers<OwnName> = {
    healthLive: async () => ok({ status: 'up' as const }),
    healthReady: async () => {
      if (isDraining) return err(problem('unavailable', 'The server is stopping.'));
      const isReady = await parts.isReady().catch(() => false);
      return isReady ? ok({ status: 'ready' as const }) : err(problem('unavailable', 'The database does not answer.'));
    },
    metrics: async () => ok(await numbers.text()),
    openApi: async () => ok(openApi(parts.version) as { openapi: string }),
    docs: async () => ok(docsPage(parts.version)),
  };
  mountApi(fastify, {
    handlers: { ...parts.handlers, ...own },
    live,
    isStillIn: async (request) => (await identify(request, false)) !== undefined,
    sessionsOf,
    guessesPerMinute: parts.guessesPerMinute ?? 20,
  });
  if (parts.renderer !== undefined) mountWebEdition(fastify, { ...parts, renderer: parts.renderer });
  fastify.setNotFoundHandler({ preHandler: fastify.rateLimit() }, (_request, reply) => sendProblem(reply, problem('unknownEndpoint')));

  return {
    fastify,
    paths,
    async drain() {
      isDraining = true;
      live.close();
      // Connections that were busy when it began become idle later, and nobody closes those by themselves.
      const idle = setInterval(() => fastify.server.closeIdleConnections(), 50);
      const late = setTimeout(() => fastify.server.closeAllConnections(), parts.patience ?? 10_000);
      try {
        await fastify.close();
      } finally {
        clearInterval(idle);
        clearTimeout(late);
      }
    },
  };
}

/** The session of whoever asks, as a cookie that no script reads and no other site sends. */
function sessionsOf(request: FastifyRequest, reply: FastifyReply): SessionDoor {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
  const credential = credentialOf(request);
  const begin = (token: string, expiresAt: string) =>
    void reply.setCookie(SESSION_COOKIE, token, { ...options, expires: new Date(expiresAt) });
  return {
    token: credential?.token,
    begin,
    prolong: (expiresAt) => (credential?.by === 'cookie' ? begin(credential.token, expiresAt) : undefined),
    end: () => void reply.clearCookie(SESSION_COOKIE, options),
  };
}

/** Bodies are JSON and nothing else; an empty one is the same as none. */
function takeOnlyJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
}
