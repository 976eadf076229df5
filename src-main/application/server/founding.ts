import { actorFor } from '#shared/capabilities/identity/index.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Server, SignedIn } from './server-ports.ts';
import { isWelcome } from './who.ts';

/** Ends the founding, once the founder is one of the people: before that nobody could come in any more. Doing it twice is doing it once. */
export function endFounding({ log }: Pick<Server, 'log'>, caller: SignedIn): Promise<Result<null, Problem>> {
  return log.write(caller.tenantId, async (writing): Promise<Result<null, Problem>> => {
    if (!isWelcome(await writing.device(caller.deviceId), caller)) return err(problem('signInNeeded'));
    const isOne = (await actorFor(writing.reader, caller.personId)) !== undefined;
    if (!writing.tenant.isFounding) return isOne ? ok(null) : err(problem('signInNeeded'));
    if (!caller.isFounding) return err(problem('forbidden', 'Only the founder ends the founding.'));
    if (!isOne) return err(problem('conflict', 'The founder is not among the people who were brought.'));
    await writing.endFounding();
    return ok(null);
  });
}
