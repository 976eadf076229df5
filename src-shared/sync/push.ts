import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Id } from '../kernel/id.ts';
import type { Problem } from '../kernel/problem.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { SYSTEM } from '../model/record.ts';
import { refusedItem } from './attention.ts';
import { dependencies } from './dependencies.ts';
import { moveDone, withAnswers } from './ending.ts';
import { MAX_PUSH_BYTES, MAX_PUSHED_COMMANDS, type PushAnswer, type PushedCommand } from './protocol.schema.ts';
import type { Remote } from './remote.ts';
import type { Link, Look, Pending, RefusedItem, Replica } from './replica.ts';

export interface PushLimits {
  readonly commands: number;
  readonly bytes: number;
}
const PUSH_LIMITS: PushLimits = { commands: MAX_PUSHED_COMMANDS, bytes: MAX_PUSH_BYTES };

/** What is remembered from one push to the next: how many at most, and how often the server could not read a batch. */
export interface PushPace {
  readonly most: number;
  readonly unread: number;
}
export const FULL_PACE: PushPace = { most: Infinity, unread: 0 };
/** So often a batch is sent as it is before the command that cannot be read is looked for. */
const SAME_TRIES = 3;

export interface PushAsked {
  readonly replica: Replica;
  readonly remote: Remote;
  /** An ISO instant, for items that wait for a person. */
  readonly now: string;
  readonly limits?: PushLimits;
  readonly pace?: PushPace;
}

/** `idle`: nothing is left to send. `again`: something was learned, ask at once. `problem`: the way is closed for now. */
export type Pushed =
  | { readonly outcome: 'idle'; readonly pace: PushPace }
  | { readonly outcome: 'pushed'; readonly commands: number; readonly refused: number; readonly head: number; readonly pace: PushPace }
  | { readonly outcome: 'again'; readonly pace: PushPace }
  | { readonly outcome: 'problem'; readonly problem: Problem; readonly pace: PushPace };

/**
 * Sends the next commands that have no answer yet, and notes the answers. Nothing is lost by doing it twice: what the
 * server has decided before, it answers again. Refusals come with their line in the log; only those whose line lies behind
 * this device, because it loaded a snapshot, become items here.
 */
export async function pushStep({ replica, remote, now, limits = PUSH_LIMITS, pace = FULL_PACE }: PushAsked): Promise<Pushed> {
  const look = await replica.look();
  const batch = nextBatch(look, limits, pace);
  const [first] = batch;
  if (!first) return { outcome: 'idle', pace: FULL_PACE };
  // What is asked again, because its answer was lost or lies behind a snapshot, comes after less than what the server has.
  const previous = Math.min(look.link.pushed, first.seq - 1);
  const answer = await remote.push({ previous, commands: batch });
  if (!answer.ok) return troubled({ replica, now, pace, batch, previous, problem: answer.error });
  const { head } = answer.value;
  const refused = await noteAnswer(replica, answer.value, batch, now);
  return { outcome: 'pushed', commands: batch.length, refused, head, pace: { ...pace, most: pace.most * 2 } };
}

/** The same while founding: `idle` says that everything was brought and answered. What was refused becomes an item at once. */
export const foundStep = (asked: PushAsked): Promise<Pushed> => pushStep(asked);

/** Commands without an answer, in order, as many as fit; at least one. */
function nextBatch({ link, pending }: Look, limits: PushLimits, { most }: PushPace): PushedCommand[] {
  const answered = new Set(link.answered.map(([seq]) => seq));
  const aside = new Set(link.setAside);
  // A founder brings the system's commands too: with them a workspace began.
  const isSent = (by: string) => by !== SYSTEM.personId || link.phase === 'founding';
  const waiting = pending.filter(({ seq, by }) => isSent(by) && !answered.has(seq) && !aside.has(seq));
  if (waiting.length === 0) return [];
  const needs = dependencies(pending);
  const batch: PushedCommand[] = [];
  let bytes = 0;
  for (const one of waiting.slice(0, Math.min(limits.commands, most))) {
    const sent = asSent(one, needs.get(one.seq) ?? [], link.phase === 'founding');
    bytes += utf8ToBytes(JSON.stringify(sent)).length + 1;
    if (batch.length > 0 && bytes > limits.bytes) break;
    batch.push(sent);
  }
  return batch;
}

function asSent({ seq, command, by, dependsOn = [] }: Pending, needs: readonly Id[], isFounding: boolean): PushedCommand {
  const all = [...new Set([...dependsOn, ...needs])].slice(0, 50);
  return { seq, command, ...(all.length > 0 ? { dependsOn: all } : {}), ...(isFounding ? { by } : {}) };
}

async function noteAnswer(replica: Replica, { verdicts }: PushAnswer, batch: readonly PushedCommand[], now: string): Promise<number> {
  const sent = new Map(batch.map(({ command, seq }) => [command.id as string, seq]));
  const known = verdicts.flatMap((verdict) => {
    const seq = sent.get(verdict.id);
    return seq === undefined ? [] : [{ ...verdict, seq }];
  });
  await relinked(replica, async ({ link, pending }) => {
    const answered = withAnswers(
      link.answered,
      known.filter(({ seq }) => seq > link.done).map(({ seq, at }) => [seq, at] as const),
    );
    const next = { ...link, pushed: Math.max(link.pushed, ...known.map(({ seq }) => seq)), answered };
    const isFounding = link.phase === 'founding';
    const lost = known.filter(({ refusal: no, at }) => no && (isFounding || at <= link.cursor.seq));
    const items = await Promise.all(lost.map(({ id, refusal: no }) => itemFor(replica, pending, id, no, now)));
    const ends = isFounding ? moveDone(next, pending, { seq: Infinity, isHead: false }) : {};
    return { link: { ...next, ...ends }, attention: items.filter((item) => item !== undefined) };
  });
  return known.filter(({ outcome }) => outcome === 'refused').length;
}

async function itemFor(
  replica: Replica,
  pending: readonly Pending[],
  id: string,
  no: Refusal | undefined,
  now: string,
): Promise<RefusedItem | undefined> {
  const found = pending.find(({ command }) => command.id === id);
  if (!found || !no) return undefined;
  const { recordId } = found.command;
  const [view, confirmed] = await Promise.all([replica.reader.get(recordId), replica.confirmed([recordId])]);
  return refusedItem(found, no, now, { view: view ?? null, now: confirmed.get(recordId) ?? null });
}

interface Trouble {
  readonly replica: Replica;
  readonly now: string;
  readonly pace: PushPace;
  readonly batch: readonly PushedCommand[];
  readonly previous: number;
  readonly problem: Problem;
}

async function troubled(trouble: Trouble): Promise<Pushed> {
  const { pace, batch, problem } = trouble;
  if (problem.type.endsWith(':pushGap')) return gap(trouble);
  if (problem.status === 413)
    return batch.length === 1 ? setAside(trouble) : { outcome: 'again', pace: { ...pace, most: Math.ceil(batch.length / 2) } };
  if (problem.status !== 422 && problem.status !== 400) return { outcome: 'problem', problem, pace };
  const unread = pace.unread + 1;
  if (unread < SAME_TRIES) return { outcome: 'problem', problem, pace: { ...pace, unread } };
  if (batch.length === 1) return setAside(trouble);
  return { outcome: 'again', pace: { most: Math.ceil(batch.length / 2), unread } };
}

/** The server has fewer commands of this device than it had (it was restored from a backup): those that it lost are sent again. */
async function gap({ replica, pace, previous, problem }: Trouble): Promise<Pushed> {
  const last = problem.params?.['previous'];
  if (typeof last !== 'number' || last >= previous) return { outcome: 'problem', problem, pace };
  await relinked(replica, async ({ link }) => ({
    link: { ...link, pushed: last, answered: link.answered.filter(([seq]) => seq <= last) },
  }));
  return { outcome: 'again', pace };
}

/** One command that the server cannot read waits for a person, and stands in nobody's way. */
async function setAside({ replica, now, pace, batch, problem }: Trouble): Promise<Pushed> {
  const [poison] = batch;
  if (!poison) return { outcome: 'problem', problem, pace };
  const why = refusal(
    'sync.poison',
    'The server cannot read this command, so it was set aside.',
    [{ code: 'sync.poison', message: problem.detail ?? problem.title, help: 'Give it again, or tell whoever runs the server.' }],
    { problem: problem.type },
  );
  await relinked(replica, async ({ link, pending }) => {
    const item = await itemFor(replica, pending, poison.command.id, why, now);
    const next = { ...link, setAside: [...new Set([...link.setAside, poison.seq])].toSorted((a, b) => a - b) };
    const ends = link.phase === 'founding' ? moveDone(next, pending, { seq: Infinity, isHead: false }) : {};
    return { link: { ...next, ...ends }, attention: item ? [item] : [] };
  });
  return { outcome: 'again', pace: { ...FULL_PACE, unread: pace.unread } };
}

type Relink = (look: Look) => Promise<{ readonly link: Link; readonly attention?: readonly RefusedItem[] }>;

/** Writes a change of the link on whatever is there by now. */
async function relinked(replica: Replica, change: Relink): Promise<void> {
  for (;;) {
    const look = await replica.look();
    const { link, attention } = await change(look);
    if ((await replica.relink(look.basis, link, attention)) === 'written') return;
  }
}
