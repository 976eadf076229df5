import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { type Problem, problem } from '#shared/kernel/problem.ts';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A problem that is thrown, where a hook of the framework has no other way to say it. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.statusCode = problem.status;
  }
}

export function sendProblem(reply: FastifyReply, error: Problem): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="countersign"');
  const wait = error.params?.['retryAfter'];
  if (typeof wait === 'number') reply.header('retry-after', String(wait));
  return reply.code(error.status).header('content-type', PROBLEM_TYPE).header('cache-control', 'no-store').send(JSON.stringify(error));
}

const byCode: { readonly [code: string]: () => Problem } = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => problem('tooLarge', 'The body is larger than what this endpoint accepts.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => problem('unsupportedType', 'Bodies are application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => problem('malformed', 'The body has another length than Content-Length says.'),
  FST_ERR_BAD_URL: () => problem('malformed', 'The URL is not well-formed.'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => problem('malformed', 'The body is not JSON.'),
};

/** The network's and PostgreSQL's ways to say that the database is away, starting, stopping or full of connections. */
const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|08...|57P0.|53300)$/;
const awayInWords = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** The database does not answer: no mistake of ours, and worth trying again. */
export const isDatabaseAway = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  (('code' in thrown && typeof thrown.code === 'string' && away.test(thrown.code)) || awayInWords.test(thrown.message));

const full = /^(ENOSPC|53100)$/;

/** The disk under the database, in the words of the system or of PostgreSQL. */
const isDiskFull = (thrown: Error): boolean =>
  ('code' in thrown && typeof thrown.code === 'string' && full.test(thrown.code)) || /no space left on device/i.test(thrown.message);

/** What was thrown, as the caller is told it; undefined for a mistake of ours, of which the caller is told nothing. */
export function problemOf(thrown: unknown): Problem | undefined {
  if (thrown instanceof HttpProblem) return thrown.problem;
  if (!(thrown instanceof Error)) return undefined;
  if (isDiskFull(thrown))
    return problem('unavailable', 'The disk of the server is full, so nothing was changed. It goes on once there is space again.');
  const known = 'code' in thrown && typeof thrown.code === 'string' ? byCode[thrown.code] : undefined;
  if (known) return known();
  const status = 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
  if (status === 413) return problem('tooLarge');
  if (status === 415) return problem('unsupportedType');
  // The rest of what the framework finds wrong with a request is about its form: JSON, encodings, a connection that broke off.
  return status >= 400 && status < 500 ? problem('malformed', 'The request is not well-formed.') : undefined;
}

/** For what is so wrong that there is no request yet: the parser of HTTP itself gave up. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const found =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? problem('headersTooLarge')
      : problem('malformed', error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'The request took too long.' : 'This is not HTTP.');
  const body = JSON.stringify(found);
  socket.end(
    `HTTP/1.1 ${found.status} ${found.status === 431 ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `content-type: ${PROBLEM_TYPE}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
