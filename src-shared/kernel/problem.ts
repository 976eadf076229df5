import type { ZodError } from 'zod';
import type { JsonObject } from './json.ts';

/** An RFC 9457 problem. `type` is `urn:countersign:problem:<code>`; `issues` name the fields that were wrong. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly correlationId?: string;
  readonly issues?: readonly ProblemIssue[];
  readonly params?: JsonObject;
}

export interface ProblemIssue {
  /** Where in the input, e.g. `fields.title`. */
  readonly path: string;
  readonly message: string;
}

/** The one catalogue of problems: code → status, title, and whether the same call may succeed later. */
export const problemCatalogue = {
  invalidInput: {
    status: 422,
    title: 'The input does not have the expected form',
    retry: 'after correcting it',
  },
  malformed: { status: 400, title: 'The request cannot be read', retry: 'after correcting it' },
  methodNotAllowed: { status: 405, title: 'This endpoint has other methods; the header Allow names them', retry: 'never' },
  unsupportedType: { status: 415, title: 'This content type is not accepted', retry: 'with the type that the document names' },
  headersTooLarge: { status: 431, title: 'The headers of the request are too large', retry: 'with less' },
  unknownEndpoint: { status: 404, title: 'There is no such endpoint', retry: 'never' },
  notFound: { status: 404, title: 'There is no such record here', retry: 'never' },
  forbidden: { status: 403, title: 'This caller may not do that', retry: 'never' },
  tooLarge: { status: 413, title: 'The input is larger than what is accepted', retry: 'with less' },
  unreadableFile: { status: 422, title: 'The file cannot be read', retry: 'with another file' },
  signInNeeded: { status: 401, title: 'Nobody is signed in here', retry: 'after signing in' },
  tooManyAttempts: { status: 429, title: 'Too many requests', retry: 'after the time in Retry-After' },
  /** `params.previous` is the last command of the device that the server has. */
  pushGap: { status: 409, title: 'Commands are missing before these', retry: 'from the command that is named' },
  /** `params.reason`: `epoch`, `scope` or `distance`. */
  startOver: { status: 410, title: 'This cannot be followed from there: load the pages anew', retry: 'after loading the pages' },
  clientTooOld: { status: 426, title: 'This client is too old for the server', retry: 'after updating' },
  conflict: { status: 409, title: 'This contradicts what is there', retry: 'after looking again' },
  unavailable: { status: 503, title: 'This is not available right now', retry: 'later' },
  internal: { status: 500, title: 'Something went wrong inside Countersign', retry: 'perhaps' },
} as const satisfies Record<string, { status: number; title: string; retry: string }>;

export type ProblemCode = keyof typeof problemCatalogue;

export function problem(code: ProblemCode, detail?: string, more: Pick<Problem, 'correlationId' | 'issues' | 'params'> = {}): Problem {
  const { status, title } = problemCatalogue[code];
  return {
    type: `urn:countersign:problem:${code}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...more,
  };
}

export function issuesOf(error: ZodError): ProblemIssue[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
}
