import type { z } from 'zod';
import type { ProblemCode } from '#shared/kernel/problem.ts';

/**
 * Who may use an endpoint. `founder`: who brings what was done before there was a server. `operator`: who runs the server,
 * known by the machine itself or by a token of the operator's.
 */
export type Who = 'anyone' | 'signedIn' | 'founder' | 'operator';

/** What comes back when all is well. Everything else is a problem of the catalogue. */
export type Answers =
  | { readonly as: 'json'; readonly form: z.ZodType; readonly status?: 201 }
  | { readonly as: 'nothing' }
  /** One JSON document a line. */
  | { readonly as: 'ndjson'; readonly form: z.ZodType }
  /** Immutable bytes, named by their SHA-256. */
  | { readonly as: 'gzip' }
  /** Server-sent events called `event`, each with one JSON document. */
  | { readonly as: 'events'; readonly event: string; readonly form: z.ZodType }
  | { readonly as: 'text'; readonly type: string };

type Form = z.ZodType | undefined;

/** One endpoint of the server's own interface. Routes, the OpenAPI document and its page follow from it. */
export interface ApiEndpoint<
  P extends Form = Form,
  Q extends Form = Form,
  B extends Form = Form,
  A extends Answers = Answers,
  W extends Who = Who,
> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for what `params` describes. */
  readonly path: `/${string}`;
  readonly group: string;
  readonly summary: string;
  readonly who: W;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The most bytes of a body; `defaultBodyCap` unless stated. */
  readonly maxBody?: number;
  /** Guessing is worth somebody's while here: fewer requests a minute are taken. */
  readonly isGuessable?: true;
  /** Text that no database keeps is answered one command at a time here, not with a refusal of everything. */
  readonly takesAnyText?: true;
  /** Devices ask it many times a second: whose session it is need not be looked up each time. */
  readonly isFrequent?: true;
  readonly answers: A;
  readonly example: Example<P, Q, B, A>;
  /** Besides those that every endpoint can have: see `problemsOf`. */
  readonly problems?: readonly ProblemCode[];
}

export type InputOf<F extends Form> = F extends z.ZodType ? z.input<F> : undefined;
export type ParsedOf<F extends Form> = [Extract<F, z.ZodType>] extends [never] ? undefined : z.output<Extract<F, z.ZodType>>;
type FormOf<A extends Answers> = A extends { readonly form: infer F extends z.ZodType } ? z.input<F> : undefined;
type Part<K extends string, T> = T extends undefined ? { readonly [key in K]?: never } : { readonly [key in K]: T };
export type Example<P extends Form, Q extends Form, B extends Form, A extends Answers> = Part<'params', InputOf<P>> &
  Part<'query', InputOf<Q>> &
  Part<'body', InputOf<B>> &
  Part<'answer', FormOf<A>>;

export type Api = Readonly<Record<string, ApiEndpoint>>;

export const defaultBodyCap = 64 * 1024;

/** Keeps the types of one entry of the table, so that its example and its handler are checked against its forms. */
export const endpoint = <
  A extends Answers,
  W extends Who,
  P extends Form = undefined,
  Q extends Form = undefined,
  B extends Form = undefined,
>(
  definition: ApiEndpoint<P, Q, B, A, W>,
): ApiEndpoint<P, Q, B, A, W> => definition;

/** Every code that an endpoint can answer with, in the order of their status. */
export function problemsOf(one: ApiEndpoint): ProblemCode[] {
  const hasInput = one.params !== undefined || one.query !== undefined || one.body !== undefined;
  const general: ProblemCode[] = [
    'malformed',
    ...(one.who === 'anyone' ? [] : (['signInNeeded', 'forbidden'] as const)),
    ...(one.body === undefined ? [] : (['tooLarge', 'unsupportedType'] as const)),
    ...(hasInput ? (['invalidInput'] as const) : []),
    'clientTooOld',
    'tooManyAttempts',
    'internal',
    'unavailable',
  ];
  return [...new Set([...general, ...(one.problems ?? [])])];
}
