import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { type Refusal, refusal } from '#shared/kernel/refusal.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { prefixOf } from '#shared/kernel/id.ts';
import type { Registry } from '#shared/model/capability.ts';
import { refsIn } from '#shared/model/fields.ts';
import { type Actor, type Command, SYSTEM } from '#shared/model/record.ts';
import { MAX_PUSHED_COMMANDS, type PushAnswer, type PushedCommand, type PushRequest, type Verdict } from '#shared/sync/protocol.schema.ts';
import { type Batch, type Given, openBatch, type StoredVerdict } from './batch.ts';
import { believed } from './believed.ts';
import type { LogWriting } from './log-store.ts';
import type { Server, SignedIn } from './server-ports.ts';
import { isStorable } from './storable.ts';
import { SYSTEM_PREFIX } from './system-commands.ts';
import { isWelcome } from './who.ts';

/** Decides what a device did, in its order, in one writing. The answer has a verdict for every command. */
export async function push(server: Server, caller: SignedIn, request: PushRequest): Promise<Result<PushAnswer, Problem>> {
  const wrong = disorder(request);
  if (wrong !== undefined) return err(problem('invalidInput', wrong));
  return server.log.write(caller.tenantId, (writing) => pushInto(writing, server, caller, request));
}

function disorder({ previous, commands }: PushRequest): string | undefined {
  if (commands.length > MAX_PUSHED_COMMANDS) return `At most ${MAX_PUSHED_COMMANDS} commands are pushed at once.`;
  // It would stand in the way of the command that the system will owe under this id, refused or not.
  if (commands.some(({ command }) => prefixOf(command.id) === SYSTEM_PREFIX)) return 'The ids of the system’s commands are its own.';
  const rises = commands.every(({ seq }, i) => seq > (commands[i - 1]?.seq ?? previous));
  return rises ? undefined : 'The commands of a push are in the order of the device, and after the one before them.';
}

type Commands = PushRequest['commands'];

async function pushInto(
  writing: LogWriting,
  server: Server,
  caller: SignedIn,
  { previous, commands }: PushRequest,
): Promise<Result<PushAnswer, Problem>> {
  const device = await writing.device(caller.deviceId);
  if (!isWelcome(device, caller)) return err(problem('signInNeeded'));
  // What is known already is known by its id. So a device that forgot an answer, or was restored, goes on wherever it stands.
  if (previous > device.lastSeq) return err(problem('pushGap', undefined, { params: { previous: device.lastSeq } }));
  const known = await writing.verdicts([...new Set(commands.flatMap(({ command, dependsOn = [] }) => [command.id, ...dependsOn]))]);
  const verdicts: Verdict[] = [];
  const decided = new Map<string, StoredVerdict>(known);
  const fresh = commands.filter(({ command }) => !known.has(command.id));
  const isFounding = caller.isFounding === true && writing.tenant.isFounding;
  const batch = await openBatch(writing, server, { ids: [caller.personId, ...namedIn(fresh, server.registry)], isFounding });
  const isStill = async () => isFounding || (await batch.actor(caller.personId)) !== undefined;

  let { lastSeq } = device;
  let isIn = await isStill();
  for (const pushed of commands) {
    if (!isIn) break;
    const before = decided.get(pushed.command.id);
    const verdict = before ?? (await decideOne(pushed, { server, caller, batch, decided, isFounding }));
    decided.set(pushed.command.id, verdict);
    verdicts.push({ ...verdict, seq: pushed.seq, isRepeat: before !== undefined });
    lastSeq = Math.max(lastSeq, pushed.seq);
    // Somebody may have taken their own leave by it.
    isIn = before !== undefined || (await isStill());
  }
  const addition = batch.addition({ id: caller.deviceId, lastSeq });
  if (addition.verdicts.length > 0 || lastSeq > device.lastSeq) await writing.append(addition);
  return isIn ? ok({ verdicts, head: batch.head.seq }) : err(problem('signInNeeded'));
}

interface Situation {
  readonly server: Server;
  readonly caller: SignedIn;
  readonly batch: Batch;
  readonly decided: ReadonlyMap<string, StoredVerdict>;
  readonly isFounding: boolean;
}

async function decideOne(pushed: PushedCommand, { server, caller, batch, decided, isFounding }: Situation): Promise<StoredVerdict> {
  const by = isFounding && isStorable(pushed.by) ? (pushed.by ?? caller.personId) : caller.personId;
  const given: Given = { seq: pushed.seq, device: caller.deviceId, ...believed(pushed.command, server.now(), batch.latest) };
  const never = impossible(pushed, by) ?? missing(pushed, decided);
  if (never) return batch.refuse(given, by, never);
  const actor = await actorOf(by, batch);
  if (!actor) return batch.refuse(given, by, refusal('actor.gone', 'There is nobody active by whom this could have been done.'));
  const done = await batch.decide(given, actor);
  return done.ok ? done.value : batch.refuse(given, by, done.error);
}

const actorOf = async (by: string, batch: Batch): Promise<Actor | undefined> => (by === SYSTEM.personId ? SYSTEM : batch.actor(by));

/** What no client may say, whatever the records are like. `by` is who the server takes it to be from. */
function impossible({ command, by: claimed }: PushedCommand, by: string): Refusal | undefined {
  if (!isStorable(wholeOf(command)) || !isStorable(claimed))
    return refusal('input.text', 'A text holds characters that cannot be stored: a zero, or half of a character.');
  if (claimed !== undefined && claimed !== by)
    return refusal('command.by', 'Only a founder brings what others did, and only before the founding has ended.');
  if (command.causedBy !== undefined) return refusal('command.malformed', 'What the system gives by itself is never pushed.');
  return undefined;
}

/** A command is JSON, but for fields that may be absent. */
const wholeOf = (command: Command): Json => Object.values(command).map((value: Json | undefined) => value ?? null);

function missing({ dependsOn = [] }: PushedCommand, decided: ReadonlyMap<string, StoredVerdict>): Refusal | undefined {
  const refused = dependsOn.find((id) => decided.get(id)?.outcome === 'refused');
  return refused === undefined
    ? undefined
    : refusal('sync.dependency', 'Something that this builds on was refused.', [], { command: refused });
}

/** The records that commands name, by themselves or in fields that point at others. */
function namedIn(commands: Commands, registry: Registry): string[] {
  return commands.flatMap(({ command: { recordId, input } }) => {
    const definition = registry.byId(recordId);
    const { fields } = input;
    return [recordId, ...(definition && isJsonObject(fields) ? refsIn(definition, fields).map(({ id }) => id) : [])];
  });
}
