import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type ApiEndpoint, defaultBodyCap } from '#shared/contract/api-endpoint.ts';
import { type ApiName, api } from '#shared/contract/api.contract.ts';
import type { Json } from '#shared/kernel/json.ts';
import { issuesOf, type Problem, problem, type ProblemIssue } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';
import { isStorable } from '#main/application/server/storable.ts';
import type { ApiHandlers, Caller, SessionDoor } from './endpoint-handlers.ts';
import { sendProblem } from './http-problem.ts';
import { type AnswerWays, sendAnswer } from './send-answer.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The entry of the contract that this route answers. */
    readonly endpoint?: ApiEndpoint;
  }
}

/** Deeper than any document of ours, less deep than what a parser that calls itself can take. */
const deepest = 80;
const mostIssues = 50;
const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export interface Mounting extends AnswerWays {
  readonly handlers: ApiHandlers;
  sessionsOf(request: FastifyRequest, reply: FastifyReply): SessionDoor;
  /** How many requests a minute one caller has for endpoints where guessing pays. */
  readonly guessesPerMinute: number;
}

/** The handlers' own types are checked against the contract where they are written; here each is one of many. */
type AnyHandler = (asked: {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly sessions: SessionDoor;
}) => Promise<Result<unknown, Problem>>;

/** Makes a route of every entry of the contract, and the other methods of its path say which there are. */
export function mountApi(server: FastifyInstance, mounting: Mounting): void {
  const methodsAt = new Map<string, ApiEndpoint['method'][]>();
  for (const [name, one] of Object.entries(api) as [ApiName, ApiEndpoint][]) {
    methodsAt.set(one.path, [...(methodsAt.get(one.path) ?? []), one.method]);
    const handler = mounting.handlers[name] as AnyHandler;
    server.route({
      method: one.method,
      url: one.path,
      bodyLimit: one.maxBody ?? defaultBodyCap,
      config: { endpoint: one, ...(one.isGuessable ? { rateLimit: { max: mounting.guessesPerMinute } } : {}) },
      handler: (request, reply) => answer(one, handler, request, reply, mounting),
    });
  }
  for (const [path, methods] of methodsAt) refuseOthers(server, path, methods);
}

/** 405 with `Allow`, before anything of a body is read. */
export function refuseOthers(server: FastifyInstance, path: string, methods: readonly string[]): void {
  server.route({
    method: everyMethod.filter((method) => !methods.includes(method)),
    url: path,
    onRequest: async (_request, reply) => sendProblem(reply.header('allow', methods.join(', ')), problem('methodNotAllowed')),
    handler: (_request, reply) => reply,
  });
}

/** Looks without recursion, because what is looked at may be deeper than the stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
  }
  return false;
}

async function answer(
  one: ApiEndpoint,
  handler: AnyHandler,
  request: FastifyRequest,
  reply: FastifyReply,
  mounting: Mounting,
): Promise<FastifyReply> {
  const issues: ProblemIssue[] = [];
  const read = (form: z.ZodType | undefined, given: unknown): unknown => {
    if (form === undefined) return undefined;
    if (isDeeperThan(given, deepest)) {
      issues.push({ path: '', message: 'must not be nested that deeply' });
      return undefined;
    }
    const parsed = form.safeParse(given);
    if (!parsed.success) issues.push(...issuesOf(parsed.error).slice(0, mostIssues));
    else if (!one.takesAnyText && !isStorable(parsed.data as Json))
      issues.push({ path: '', message: 'must not hold a zero character or half of a character' });
    return parsed.data;
  };
  const [params, query, body] = [read(one.params, request.params), read(one.query, request.query), read(one.body, request.body)];
  if (issues.length > 0) return sendProblem(reply, problem('invalidInput', undefined, { issues }));
  const sessions = mounting.sessionsOf(request, reply);
  const result = await handler({ params, query, body, caller: request.caller, sessions });
  return result.ok ? sendAnswer(request, reply, one.answers, result.value, mounting) : sendProblem(reply, result.error);
}
