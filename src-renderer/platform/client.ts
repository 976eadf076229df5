import { z } from 'zod';
import { contract, type AnswerTo, type EndpointName, type Input } from '#shared/contract/contract.ts';
import { HostEventSchema, type HostSignal } from '#shared/contract/host-event.ts';
import { err, ok } from '#shared/kernel/result.ts';
import { problem, type Problem } from '#shared/kernel/problem.ts';
import type { Transport } from './transport.ts';

export interface Client {
  invoke<N extends EndpointName>(name: N, input: Input<N>): Promise<AnswerTo<N>>;
  subscribe(listener: (signal: HostSignal) => void): () => void;
}

const WireProblem = z.looseObject({ type: z.string(), title: z.string(), status: z.number() });
const WireAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: WireProblem }),
]);

/** The typed client over any transport. What arrives is parsed before it is believed; nothing rejects. */
export function createClient(transport: Transport): Client {
  return {
    async invoke(name, input) {
      const answer = WireAnswer.safeParse(await transport.invoke(name, input).catch(unreachable));
      if (!answer.success) return err(problem('internal', `The host's answer to ${name} has an unexpected form.`));
      if (!answer.data.ok) return err(answer.data.error as Problem);
      const output = contract[name].output.safeParse(answer.data.value);
      if (!output.success) return err(problem('internal', `The host's answer to ${name} has an unexpected form.`));
      return ok(output.data) as AnswerTo<typeof name>;
    },
    subscribe: (listener) =>
      transport.subscribe((event) => {
        const signal = HostEventSchema.safeParse(event);
        if (signal.success) listener(signal.data);
      }),
  };
}

const unreachable = (reason: unknown) =>
  err(problem('unavailable', reason instanceof Error ? reason.message : 'The host cannot be reached.'));
