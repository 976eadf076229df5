import type { z } from 'zod';
import type { ApiTable, ApiName } from '#shared/contract/api.contract.ts';
import type { Answers, ApiEndpoint, ParsedOf } from '#shared/contract/api-endpoint.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';
import type { Session } from '#main/application/server/accounts/sessions.ts';

/** Who asks: taken from the session, never from what was sent. */
export type Caller = Session;

/** How a handler begins or ends the session of whoever asks; the cookie is the server's matter. */
export interface SessionDoor {
  /** What the caller showed; undefined when they showed nothing. */
  readonly token: string | undefined;
  begin(token: string, expiresAt: string): void;
  /** Where it is kept in a cookie, the cookie lasts as long as the session does by now. */
  prolong(expiresAt: string): void;
  end(): void;
}

/** Documents as they come, the first at once; `follow` answers the way to stop. */
export interface Following<T> {
  readonly first: T;
  follow(send: (next: T) => void): () => void;
}

type CallerOf<E extends ApiEndpoint> = E['who'] extends 'signedIn' | 'founder' ? Caller : undefined;

export interface Asked<E extends ApiEndpoint = ApiEndpoint> {
  readonly params: ParsedOf<E['params']>;
  readonly query: ParsedOf<E['query']>;
  readonly body: ParsedOf<E['body']>;
  readonly caller: CallerOf<E>;
  readonly sessions: SessionDoor;
}

type Form<A extends Answers> = A extends { readonly form: infer F extends z.ZodType } ? z.input<F> : never;
type ReplyOf<A extends Answers> = A extends { readonly as: 'json' }
  ? Form<A>
  : A extends { readonly as: 'ndjson' }
    ? readonly Form<A>[]
    : A extends { readonly as: 'events' }
      ? Following<Form<A>>
      : A extends { readonly as: 'gzip' }
        ? Uint8Array
        : A extends { readonly as: 'text' }
          ? string
          : null;

export type Handler<E extends ApiEndpoint> = (asked: Asked<E>) => Promise<Result<ReplyOf<E['answers']>, Problem>>;

/** One handler an endpoint: a missing one does not compile. */
export type ApiHandlers<N extends ApiName = ApiName> = { readonly [K in N]: Handler<ApiTable[K]> };

/** Those that the server answers by itself. */
export type OwnName = 'healthLive' | 'healthReady' | 'metrics' | 'openApi' | 'docs';
export type PartHandlers = ApiHandlers<Exclude<ApiName, OwnName>>;
