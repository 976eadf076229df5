import { z } from 'zod';
import { SignedInSchema } from '#shared/contract/api-accounts.contract.ts';
import { ProblemSchema } from '#shared/contract/api-forms.ts';
import { HistorySchema } from '#shared/contract/api-records.contract.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok } from '#shared/kernel/result.ts';
import type { RecordEvent } from '#shared/model/record.ts';
import { ManifestSchema, PullLineSchema, PushAnswerSchema, type SessionInfo, SessionInfoSchema } from '#shared/sync/protocol.schema.ts';
import type { Asked, Remote } from '#shared/sync/remote.ts';

/** A request to the server of one workspace: `path` such as `v1/session`. Rejects like `fetch` where there is no way. */
export type ServerFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** The server over HTTP: what following needs, and what a person does there. */
export interface HttpRemote extends Remote {
  founded(): Asked<SessionInfo>;
  /** Begins a session; the host keeps its cookie. */
  enter(how: 'sign-in' | 'accept' | 'found', body: unknown): Asked<SessionInfo>;
  signOut(): Asked<null>;
  changePassphrase(current: string, next: string): Asked<null>;
  history(recordId: string): Asked<readonly RecordEvent[]>;
  /** The stream that says when there is more. An answer that is not `ok` is a problem. */
  live(signal: AbortSignal): Promise<Response>;
  problemOf(answer: Response): Promise<Problem>;
}

const SHORT = 20_000;
const LONG = 120_000;

/** `client` is this product's version, so that the server can say when it is too old. */
export function httpRemote(fetch: ServerFetch, client: string): HttpRemote {
  const headersOf = (body: unknown) => ({
    'x-countersign': '1',
    'x-countersign-client': client,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  });
  const initOf = (method: string, body: unknown, signal: AbortSignal): RequestInit => ({
    method,
    headers: headersOf(body),
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

  async function ask<T>(
    request: { readonly path: string; readonly body?: unknown; readonly wait?: number; readonly method?: string },
    read: (answer: Response) => Promise<T>,
  ): Asked<T> {
    const { path, body, wait = SHORT, method = body === undefined ? 'GET' : 'POST' } = request;
    try {
      const answer = await fetch(path, initOf(method, body, AbortSignal.timeout(wait)));
      return answer.ok ? ok(await read(answer)) : err(await problemOf(answer));
    } catch (reason) {
      if (reason instanceof z.ZodError)
        return err(problem('unavailable', 'The server answered in a form that this version does not know.'));
      return err(problem('unavailable', 'The server cannot be reached.'));
    }
  }
  const json =
    <T>(form: z.ZodType<T>) =>
    async (answer: Response): Promise<T> =>
      form.parse(await answer.json());
  const nothing = async () => null;

  return {
    session: () => ask({ path: 'v1/session' }, json(SessionInfoSchema)),
    push: (request) => ask({ path: 'v1/push', body: request, wait: LONG }, json(PushAnswerSchema)),
    pull: ({ after, epoch, scope, limit }) =>
      ask(
        { path: `v1/pull?${new URLSearchParams({ after: String(after), epoch, scope, limit: String(limit) })}`, wait: LONG },
        async (answer) =>
          (await answer.text())
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => PullLineSchema.parse(JSON.parse(line))),
      ),
    manifest: () => ask({ path: 'v1/pages', wait: LONG }, json(ManifestSchema)),
    page: (digest) => ask({ path: `v1/pages/${digest}`, wait: LONG }, async (answer) => new Uint8Array(await answer.arrayBuffer())),
    founded: () => ask({ path: 'v1/founded', method: 'POST', wait: LONG }, json(SessionInfoSchema)),
    enter: (how, body) =>
      ask({ path: `v1/${how}`, body, wait: LONG }, async (answer) => {
        const { token: _, ...session } = SignedInSchema.parse(await answer.json());
        return session;
      }),
    signOut: () => ask({ path: 'v1/sign-out', method: 'POST' }, nothing),
    changePassphrase: (current, next) => ask({ path: 'v1/passphrase', body: { current, next } }, nothing),
    history: (recordId) =>
      ask({ path: `v1/records/${recordId}/history` }, async (answer) => {
        const { events } = HistorySchema.parse(await answer.json());
        return events.map(({ event }) => event);
      }),
    live: (signal) =>
      fetch('v1/live', { ...initOf('GET', undefined, signal), headers: { ...headersOf(undefined), accept: 'text/event-stream' } }),
    problemOf,
  };
}

/** What an answer says that is not `ok`; when to come again is in `params.retryAfter`, in seconds. */
async function problemOf(answer: Response): Promise<Problem> {
  const said = ProblemSchema.safeParse(await answer.json().catch(() => undefined));
  const known = said.success
    ? said.data
    : { ...problem('unavailable', `The way to the server answers ${answer.status}.`), status: answer.status };
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? { ...known, params: { ...known.params, retryAfter: seconds } } : known;
}
