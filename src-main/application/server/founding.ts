import { actorFor, newWorkspaceDrafts } from '#shared/capabilities/identity/index.ts';
import { idMaker } from '#shared/kernel/id.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Server, SignedIn } from './server-ports.ts';
import { decideAll, keepAll, SYSTEM_PREFIX } from './system-commands.ts';
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

/**
 * Begins an empty tenant with the built-in roles and one person who administers it, and ends its founding. Answers the person's id. Begun
 * once: later calls answer who it was begun with.
 */
export function begin(server: Server, tenantId: string, first: { readonly name: string; readonly email?: string }): Promise<string> {
  return server.log.write(tenantId, async (writing) => {
    if (writing.head.seq > 0) {
      const [earliest] = await writing.reader.list({ kind: 'person', sort: [{ column: 'createdAt' }], archived: 'with', limit: 1 });
      if (!earliest) throw new Error(`The tenant ${tenantId} was begun without anybody`);
      return earliest.id;
    }
    const newId = idMaker(server.random, server.now);
    const { drafts, firstPersonId } = newWorkspaceDrafts(first, newId);
    const decided = await decideAll(
      writing,
      server,
      drafts.map((draft) => ({ ...draft, id: newId(SYSTEM_PREFIX) })),
    );
    const [refused] = decided.refused;
    if (refused) throw new Error(`The tenant ${tenantId} could not be begun: ${refused.why.message}`);
    await keepAll(writing, decided.addition);
    await writing.endFounding();
    return firstPersonId;
  });
}
