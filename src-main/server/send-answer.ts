import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answers } from '#shared/contract/api-endpoint.ts';
import type { Following } from './endpoint-handlers.ts';
import type { LiveStreams } from './live-streams.ts';

const worthPacking = 1400;
const packed = promisify(gzip);
/** Speed before size: the log's lines are mostly digests and ids. */
const quick = { level: 1 } as const;
const linesAtOnce = 200;

/** Whether the client takes gzip; `gzip;q=0` is a no. */
export const takesGzip = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((part) => /^\s*(gzip|\*)\s*(;\s*q=(1(\.0*)?|0?\.\d*[1-9]\d*))?\s*$/i.test(part));

export interface AnswerWays {
  readonly live: LiveStreams;
  isStillIn(request: FastifyRequest): Promise<boolean>;
}

/** Writes what a handler answered in the form that the contract says. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answers: Answers,
  value: unknown,
  ways: AnswerWays,
): Promise<FastifyReply> {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  switch (answers.as) {
    case 'nothing':
      return reply.code(204).send();
    case 'json':
      return sendText(
        request,
        reply.code(answers.status ?? 200),
        'application/json; charset=utf-8',
        JSON.stringify(answers.form.parse(value)),
      );
    case 'text':
      return sendText(request, reply, answers.type, String(value));
    case 'gzip':
      return reply
        .header('content-type', 'application/gzip')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(Buffer.from(value as Uint8Array));
    case 'ndjson':
      return sendLines(request, reply, value as readonly unknown[]);
    case 'events':
      return reply
        .header('content-type', 'text/event-stream')
        .header('x-accel-buffering', 'no')
        .send(ways.live.open(answers.event, value as Following<unknown>, () => ways.isStillIn(request)));
  }
}

async function sendText(request: FastifyRequest, reply: FastifyReply, type: string, text: string): Promise<FastifyReply> {
  reply.header('content-type', type).header('vary', 'accept-encoding');
  if (text.length < worthPacking || !takesGzip(request.headers['accept-encoding'])) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await packed(text, quick));
}

function sendLines(request: FastifyRequest, reply: FastifyReply, lines: readonly unknown[]): FastifyReply {
  reply.header('content-type', 'application/x-ndjson; charset=utf-8').header('vary', 'accept-encoding');
  const chunks = Readable.from(textOf(lines), { objectMode: false });
  if (!takesGzip(request.headers['accept-encoding'])) return reply.send(chunks);
  const zipped = createGzip(quick);
  chunks.once('error', (cause) => zipped.destroy(cause));
  return reply.header('content-encoding', 'gzip').send(chunks.pipe(zipped));
}

function* textOf(lines: readonly unknown[]): Generator<string> {
  for (let at = 0; at < lines.length; at += linesAtOnce)
    yield lines
      .slice(at, at + linesAtOnce)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
}
