import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { contract, isEndpointName } from '#shared/contract/contract.ts';
import { defaultInputCap } from '#shared/contract/define.ts';
import { sessionHeader } from '#shared/contract/wire.ts';
import { problem, type Problem } from '#shared/kernel/problem.ts';
import { securityHeaders } from '#main/application/csp.ts';
import { dispatch, type Caller, type DispatchPorts } from '#main/application/dispatch.ts';
import { forwardPrefix, type ForwardPorts } from '#main/application/forward/forward.ts';
import type { rendererFiles } from '#main/adapters/files/renderer-files.ts';
import type { EventStream } from './event-stream.ts';
import { passToServer } from './pass-to-server.ts';
import { readJson } from './read-json.ts';
import { callVerdict, hostVerdict, jsonVerdict, sessionVerdict, siteVerdict, type Verdict } from './request-guard.ts';
import type { Session } from './session.ts';

export interface WebHostParts {
  readonly port: number;
  readonly files: ReturnType<typeof rendererFiles>;
  readonly session: Session;
  readonly events: EventStream;
  readonly ports: DispatchPorts;
  /** The way to the servers that workspaces follow. */
  readonly way: ForwardPorts;
}

const callPath = /^\/api\/v1\/([A-Za-z][A-Za-z0-9._-]{0,80})$/;
const granted: ReadonlySet<string> = new Set(['host:info', 'host:journal', 'host:server']);

/** A page of the browser host: what needs the machine's own windows is the browser's to do, so it is not granted here. */
const page: Caller = { windowId: 0, may: (permission) => granted.has(permission) };

/** The loopback host: the built renderer, the same `dispatch` as the desktop's, and one stream of signals. */
export function webHost(parts: WebHostParts): Server {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((cause: unknown) => {
      parts.ports.logger.error('web.failed', { path: request.url?.split('?')[0] }, cause);
      if (!response.headersSent) sendProblem(response, problem('internal'));
      response.destroy();
    });
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(parts: WebHostParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const wrongHost = hostVerdict(request.headers, request.url ?? '/', parts.port);
  if (wrongHost) return refuse(response, wrongHost);
  if (pathname.startsWith('/api/')) return answerApi(parts, pathname, request, response);
  if (request.url?.startsWith(forwardPrefix)) return answerForServer(parts, request, response);

  const file = await parts.files(request.method ?? '', pathname);
  const cookie = file.headers['content-type']?.startsWith('text/html') ? { 'set-cookie': parts.session.setCookie } : {};
  response.writeHead(file.status, { ...file.headers, ...cookie });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function answerApi(parts: WebHostParts, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, method } = request;
  if (path === '/api/events' && method === 'GET') {
    const verdict = siteVerdict(headers) ?? sessionVerdict(headers, parts.session);
    return verdict ? refuse(response, verdict) : parts.events.join(response, freshHeaders());
  }
  if (method !== 'POST') return refuse(response, { status: 405, detail: 'Calls are POST.' });
  const wrongCaller = callVerdict(headers, parts.port);
  if (wrongCaller) return refuse(response, wrongCaller);
  if (path === '/api/session') {
    response.writeHead(204, { ...freshHeaders(), 'set-cookie': parts.session.setCookie });
    response.end();
    return;
  }
  const wrongCall = jsonVerdict(headers, parts.session);
  if (wrongCall) return refuse(response, wrongCall);
  const name = callPath.exec(path)?.[1];
  if (name === undefined || !isEndpointName(name)) return sendProblem(response, problem('unknownEndpoint'));
  const body = await readJson(request, page.may(contract[name].allow) ? contract[name].maxInput : defaultInputCap);
  if (!body.ok) return sendProblem(response, body.error);
  const result = await dispatch(parts.ports, name, body.value, page);
  return result.ok ? sendJson(response, 200, 'application/json', result.value) : sendProblem(response, result.error);
}

/** Below `server/` a page needs the same as for a call: nothing of what comes from there can be opened, framed or loaded as a script. */
async function answerForServer(parts: WebHostParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, method } = request;
  const verdict = callVerdict(headers, parts.port, method === 'GET') ?? sessionVerdict(headers, parts.session);
  return verdict ? refuse(response, verdict) : passToServer(parts.way, request, response, freshHeaders());
}

function refuse(response: ServerResponse, verdict: Verdict): void {
  const body = JSON.stringify({ type: 'about:blank', title: 'Refused', status: verdict.status, detail: verdict.detail });
  const missing = verdict.status === 401 ? { [sessionHeader]: 'missing' } : {};
  const headers = { ...freshHeaders(), ...missing, 'content-type': 'application/problem+json', connection: 'close' };
  response.writeHead(verdict.status, verdict.location === undefined ? headers : { ...headers, location: verdict.location });
  response.end(body);
}

function sendProblem(response: ServerResponse, error: Problem): void {
  if (error.status === 413) response.shouldKeepAlive = false;
  sendJson(response, error.status, 'application/problem+json', error);
}

function sendJson(response: ServerResponse, status: number, type: string, value: unknown): void {
  response.writeHead(status, { ...freshHeaders(), 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

const freshHeaders = () => securityHeaders({ nonce: randomBytes(18).toString('base64') });
