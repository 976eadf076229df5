import { contract, isEndpointName, type AnswerTo, type EndpointName, type Parsed } from '#shared/contract/contract.ts';
import type { Answer, Permission } from '#shared/contract/define.ts';
import { issuesOf, problem } from '#shared/kernel/problem.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { isLargerThan } from './json-size.ts';
import type { Logger } from './ports.ts';

/** Who asks. Made by the host from its own session or window; nothing in the input can change it. */
export interface Caller {
  /** The window that asks, where the host has windows. */
  readonly windowId: number;
  may(permission: Permission): boolean;
}

export type Handlers<N extends EndpointName = EndpointName> = {
  readonly [K in N]: (input: Parsed<K>, caller: Caller) => Promise<AnswerTo<K>>;
};

export interface DispatchPorts {
  /** A host may offer fewer endpoints than the contract has; the rest answer `unavailable`. */
  readonly handlers: Partial<Handlers>;
  readonly logger: Logger;
  readonly newCorrelationId: () => string;
}

type AnyHandler = (input: unknown, caller: Caller) => Promise<Answer<unknown>>;

/**
 * The one way into the application, for IPC and HTTP alike: known name → permission → size → form → handler → form of the
 * answer. It never throws: a bug is logged with a correlation id, and the caller is told only that id.
 */
export async function dispatch(ports: DispatchPorts, name: unknown, input: unknown, caller: Caller): Promise<Answer<unknown>> {
  if (typeof name !== 'string' || !isEndpointName(name)) return err(problem('unknownEndpoint'));
  const endpoint = contract[name];
  if (!caller.may(endpoint.allow)) return err(problem('forbidden', `This needs the permission ${endpoint.allow}.`));
  if (isLargerThan(input, endpoint.maxInput)) return err(problem('tooLarge', `${name} accepts ${endpoint.maxInput} bytes at most.`));
  const handler = ports.handlers[name] as AnyHandler | undefined;
  if (!handler) return err(problem('unavailable', `This host does not offer ${name}.`));
  try {
    const parsed = endpoint.input.safeParse(input);
    if (!parsed.success) return err(problem('invalidInput', undefined, { issues: issuesOf(parsed.error) }));
    const answer = await handler(parsed.data, caller);
    return answer.ok ? ok(endpoint.output.parse(answer.value)) : answer;
  } catch (cause) {
    const correlationId = ports.newCorrelationId();
    ports.logger.error('dispatch.failed', { endpoint: name, correlationId }, cause);
    return err(problem('internal', undefined, { correlationId }));
  }
}
