import { digestOfText } from '#shared/kernel/digest.ts';
import { hybridClock } from '#shared/kernel/hybrid-clock.ts';
import { type Id, idMaker } from '#shared/kernel/id.ts';
import type { Refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { dueCommands, dueQueries } from '#shared/model/due.ts';
import type { Reader } from '#shared/model/reader.ts';
import { type Draft, SYSTEM } from '#shared/model/record.ts';
import { sightOf } from '#shared/model/visibility.ts';
import { openBatch } from './batch.ts';
import type { Addition, LogWriting } from './log-store.ts';
import type { Server } from './server-ports.ts';

/** Ids of commands that the server gives by itself. No client may use it, so none can take the place of a deadline. */
export const SYSTEM_PREFIX = 'sys';

/**
 * The id of a command that a deadline owes: from the record, the verb and the version, so that it is the same one wherever and how often it
 * is given. The time in it is the record's, as an id must have one.
 */
function dueId(recordId: string, name: string, version: number): Id {
  const hash = digestOfText(`${recordId} ${name} ${version}`);
  const time = recordId.slice(recordId.indexOf('_') + 1).slice(0, 12);
  return `${SYSTEM_PREFIX}_${time}7${hash.slice(0, 3)}8${hash.slice(3, 18)}` as Id;
}

interface Owed extends Draft {
  readonly id: Id;
}

async function owedNow(reader: Reader, { registry, now }: Server): Promise<Owed[]> {
  const at = new Date(now()).toISOString();
  const heads = [];
  for (const query of dueQueries(registry, at)) heads.push(...(await reader.list(query)));
  const drafts = dueCommands(registry, heads, at);
  const versions = new Map((await reader.many(drafts.map(({ recordId }) => recordId))).map(({ id, version }) => [id, version]));
  return drafts.map((draft) => ({ ...draft, id: dueId(draft.recordId, draft.name, versions.get(draft.recordId) ?? 0) }));
}

/**
 * Gives the commands that deadlines owe by now, as the system. What is refused is only noted in the server's own log, and owed again next
 * time: it is nobody's work. Returns how many led to something.
 */
export async function settleDue(server: Server, tenantId: string): Promise<number> {
  const all = sightOf(server.registry.kinds, SYSTEM);
  // Mostly there is nothing, and nobody is held up for finding that out.
  const isOwing = await server.log.read(tenantId, all, SYSTEM.personId, async ({ reader }) => (await owedNow(reader, server)).length > 0);
  if (!isOwing) return 0;
  return server.log.write(tenantId, async (writing) => {
    const owed = await owedNow(writing.reader, server);
    const known = await writing.verdicts(owed.map(({ id }) => id));
    const { addition, refused } = await decideAll(
      writing,
      server,
      owed.filter(({ id }) => !known.has(id)),
    );
    for (const { draft, why } of refused)
      server.logger.info('due.refused', { command: draft.name, record: draft.recordId, code: why.code });
    return keepAll(writing, addition);
  });
}

/** Gives commands as the system: all of them stand, or none. For what signing in and founding bring about. */
export async function giveAsSystem(server: Server, tenantId: string, drafts: readonly Draft[]): Promise<Result<number, Refusal>> {
  const newId = idMaker(server.random, server.now);
  return server.log.write(tenantId, async (writing) => {
    const { addition, refused } = await decideAll(
      writing,
      server,
      drafts.map((draft) => ({ ...draft, id: newId(SYSTEM_PREFIX) })),
    );
    const [first] = refused;
    if (first) return err(first.why);
    return ok(await keepAll(writing, addition));
  });
}

/** Decides commands as the system, one after the other. Nothing of it is kept yet. */
export async function decideAll(
  writing: LogWriting,
  server: Server,
  owed: readonly Owed[],
): Promise<{ readonly addition: Addition; readonly refused: readonly { readonly draft: Draft; readonly why: Refusal }[] }> {
  const ids = owed.map(({ recordId }) => recordId);
  const batch = await openBatch(writing, server, { ids });
  const clock = hybridClock('server', server.now, writing.lastTime);
  const refused = [];
  for (const draft of owed) {
    if (batch.latest !== undefined) clock.observe(batch.latest);
    const command = { ...draft, at: new Date(server.now()).toISOString(), time: clock.tick() };
    const done = await batch.decide({ seq: 0, command, device: null }, SYSTEM);
    if (!done.ok) refused.push({ draft, why: done.error });
  }
  return { addition: batch.addition(null), refused };
}

/** Returns how many commands led to something. */
export async function keepAll(writing: LogWriting, addition: Addition): Promise<number> {
  if (addition.lines.length > 0) await writing.append(addition);
  return addition.verdicts.filter(({ outcome }) => outcome !== 'unchanged').length;
}
