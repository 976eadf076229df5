import type { z } from 'zod';
import type { Problem } from '#shared/kernel/problem.ts';
import type { Result } from '#shared/kernel/result.ts';

/** What a caller must have been granted to use an endpoint, e.g. `host:files`. Granted by the host, never by the caller. */
export type Permission = `${string}:${string}`;

/** One endpoint: what goes in, what comes out, who may call it. Both schemas describe JSON only, so that IPC and HTTP carry the same. */
export interface Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
  readonly allow: Permission;
  /** The most bytes its input may take as JSON; `defaultInputCap` unless stated. */
  readonly maxInput: number;
}

export type Contract = Readonly<Record<string, Endpoint>>;

export const defaultInputCap = 1024 * 1024;

interface Definition<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
  readonly allow: Permission;
  readonly maxInput?: number;
}

/** An endpoint that changes nothing and may be asked again. */
export const query = <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): Endpoint<I, O> => ({
  maxInput: defaultInputCap,
  ...definition,
  kind: 'query',
});

/** An endpoint that does something. */
export const command = <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): Endpoint<I, O> => ({
  maxInput: defaultInputCap,
  ...definition,
  kind: 'command',
});

/** What a caller writes, what a handler is given, what it answers. */
export type InputOf<E extends Endpoint> = z.input<E['input']>;
export type ParsedOf<E extends Endpoint> = z.output<E['input']>;
export type OutputOf<E extends Endpoint> = z.output<E['output']>;

/** What comes back over the bridge: never a rejection, always one of the two. */
export type Answer<T> = Result<T, Problem>;
