import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { contract, isEndpointName } from '#shared/contract/contract.ts';
import { defaultInputCap } from '#shared/contract/define.ts';
import { problem } from '#shared/kernel/problem.ts';
import { ok } from '#shared/kernel/result.ts';
import { rendererFiles } from '#main/adapters/files/renderer-files.ts';
import { type Caller, dispatch, type DispatchPorts } from '#main/application/dispatch.ts';
import { infoHandlers } from '#main/application/host.handlers.ts';
import { platformName } from '#main/application/platform-name.ts';
import type { Logger } from '#main/application/ports.ts';
import { sendProblem } from './http-problem.ts';
import { refuseOthers } from './mount.ts';
import { takesGzip } from './send-answer.ts';

export interface WebEditionParts {
  readonly renderer: string;
  readonly version: string;
  readonly logger: Logger;
}

const gzipped = promisify(gzip);
const immutable = 'public, max-age=31536000, immutable';

/** What a page of the web edition may ask of its host: only what it is. Files, notices and windows are the browser's. */
const page: Caller = { windowId: 0, may: (permission) => permission === 'host:info' };

/**
 * The same pages as on a device, for people who may install nothing, and the host that a page expects to find. There is no
 * journal: what is kept for such a person is on the server.
 */
export function mountWebEdition(fastify: FastifyInstance, { renderer, version, logger }: WebEditionParts): void {
  const files = rendererFiles(renderer);
  const info = () =>
    Promise.resolve(
      ok({
        kind: 'browser' as const,
        edition: 'server' as const,
        version,
        platform: platformName(process.platform),
        isPackaged: false,
        canSecrets: false,
        canPrintPdf: false,
        canJournal: false,
      }),
    );
  const ports: DispatchPorts = {
    handlers: infoHandlers(info),
    logger,
    newCorrelationId: () => randomBytes(8).toString('hex'),
  };

  // Nothing that the page asks of its host needs a session: whoever may fetch the page may know what it is.
  fastify.post('/api/session', (_request, reply) => reply.code(204).send());
  refuseOthers(fastify, '/api/session', ['POST']);
  // There are no signals here, and 204 tells an event source not to ask again.
  fastify.get('/api/events', (_request, reply) => reply.code(204).send());
  refuseOthers(fastify, '/api/events', ['GET']);
  fastify.post<{ Params: { name: string } }>('/api/v1/:name', { bodyLimit: defaultInputCap }, async (request, reply) => {
    const { name } = request.params;
    if (request.headers['x-countersign'] !== '1') return sendProblem(reply, problem('forbidden', 'The header x-countersign is missing.'));
    if (!isEndpointName(name) || !page.may(contract[name].allow)) return sendProblem(reply, problem('unknownEndpoint'));
    const result = await dispatch(ports, name, request.body, page);
    if (!result.ok) return sendProblem(reply, result.error);
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(result.value));
  });
  refuseOthers(fastify, '/api/v1/:name', ['POST']);

  const packed = packer();
  fastify.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: async (request, reply) => {
      const { pathname } = new URL(request.url, 'http://localhost');
      const file = await files(request.method, pathname);
      if (file.status === 404) return sendProblem(reply, problem('unknownEndpoint'));
      reply.code(file.status).headers(file.headers).header('vary', 'accept-encoding');
      if (request.method === 'HEAD') return reply.send();
      const type = file.headers['content-type'] ?? '';
      if (!/^(text|application)\//.test(type) || !takesGzip(request.headers['accept-encoding'])) return reply.send(Buffer.from(file.body));
      const body = await packed(pathname, file.body, file.headers['cache-control'] === immutable);
      return reply.removeHeader('content-length').header('content-encoding', 'gzip').send(body);
    },
  });
}

/** Packs files for the way; those that never change under their name only once. */
function packer() {
  const kept = new Map<string, Promise<Buffer>>();
  return (path: string, body: Uint8Array, isImmutable: boolean): Promise<Buffer> => {
    const made = kept.get(path) ?? gzipped(body);
    if (isImmutable) kept.set(path, made);
    return made;
  };
}
