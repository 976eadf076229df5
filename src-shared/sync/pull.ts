import type { HybridTime } from '../kernel/hybrid-clock.ts';
import type { Problem } from '../kernel/problem.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { SYSTEM } from '../model/record.ts';
import { conflictItem, refusedItem } from './attention.ts';
import { hasEnded, moveDone, type Reached, withAnswers } from './ending.ts';
import { followChain, witnessed } from './follow-chain.ts';
import { MAX_PULLED_LINES, type PullLine } from './protocol.schema.ts';
import { type Read, readLines } from './read-lines.ts';
import { type Moved, refold } from './refold.ts';
import type { Remote } from './remote.ts';
import type { Attention, Link, Look, Pending, Replica } from './replica.ts';

export interface PullAsked {
  readonly replica: Replica;
  readonly remote: Remote;
  /** An ISO instant: when this pull was made. */
  readonly now: string;
  readonly limit?: number;
  /** A person has looked at how much would go, and wants it. */
  readonly goOn?: boolean;
}

/** `startOver`: load the pages anew; `copy` says that what is here does not fit the log. `stopped`: a person has to look. */
export type Pulled =
  | {
      readonly outcome: 'pulled';
      readonly lines: number;
      readonly through: number;
      readonly head: number;
      /** Items that came up. */
      readonly attention: number;
      /** The latest time of any event, for this device's clock to go on from. */
      readonly latest: HybridTime | undefined;
    }
  | { readonly outcome: 'startOver'; readonly reason: string }
  | { readonly outcome: 'stopped'; readonly refusal: Refusal }
  | { readonly outcome: 'problem'; readonly problem: Problem };

/**
 * Follows the log by one stretch: checks that it continues what this device has seen, applies it to confirmed records, ends
 * own commands whose place is reached, predicts the others again where the ground moved, and writes all of it at once.
 */
export async function pullStep(asked: PullAsked): Promise<Pulled> {
  const { replica, remote, limit = MAX_PULLED_LINES } = asked;
  let look = await replica.look();
  let { cursor, epoch, scope } = look.link;
  let pulled = await remote.pull({ after: cursor.seq, epoch, scope, limit });
  for (;;) {
    if (!pulled.ok) return unpulled(pulled.error);
    const done = await take(asked, look, pulled.value);
    if (done) return done;
    look = await replica.look();
    if (look.link.cursor.hash === cursor.hash && look.link.epoch === epoch && look.link.scope === scope) continue;
    ({ cursor, epoch, scope } = look.link);
    pulled = await remote.pull({ after: cursor.seq, epoch, scope, limit });
  }
}

function unpulled(problem: Problem): Pulled {
  if (!problem.type.endsWith(':startOver')) return { outcome: 'problem', problem };
  const reason = problem.params?.['reason'];
  return { outcome: 'startOver', reason: typeof reason === 'string' ? reason : '' };
}

/** Nothing when something was written meanwhile: then it has to be thought out again. */
async function take({ replica, now, goOn = false }: PullAsked, look: Look, lines: readonly PullLine[]): Promise<Pulled | undefined> {
  const { link, basis, pending } = look;
  const followed = followChain(link.cursor, link, lines);
  if (!followed.ok) return { outcome: 'stopped', refusal: followed.error };
  const read = await readLines(followed.value.lines, replica.registry, async (ids) => replica.confirmed(ids));
  if (!read) return { outcome: 'startOver', reason: 'copy' };
  const tooMuch = goOn ? undefined : await muchGoes(replica, read);
  if (tooMuch) return { outcome: 'stopped', refusal: tooMuch };

  const { cursor, head } = followed.value;
  const reached: Reached = { seq: cursor.seq, isHead: cursor.seq === head };
  const answered = withAnswers(link.answered, placesOf(pending, read, reached));
  const ends = moveDone({ ...link, answered }, pending, reached);
  const next: Link = { ...link, ...ends, ...witnessed(link, followed.value), cursor, pushed: pushedBy(link, pending, read), pulledAt: now };
  const items = await itemsOf(replica, look, read);
  const result: Pulled = {
    outcome: 'pulled',
    lines: followed.value.lines.length,
    through: cursor.seq,
    head,
    attention: items.length,
    latest: read.latest,
  };

  const moved = movedBy(read, pending, ends.done, hasEnded({ ...link, answered }, reached));
  if (!moved) return (await replica.relink(basis, next, items)) === 'written' ? result : undefined;
  const { confirmed, view, predicted, numbers } = await refold(replica, pending, moved);
  const written = await replica.commit(basis, {
    link: next,
    confirmed,
    view,
    numbers,
    events: read.happened.map(({ event }) => event),
    predicted: predicted.filter(({ seq }) => seq > ends.done),
    attention: items,
  });
  return written === 'written' ? result : undefined;
}

/** What moved, or nothing when there is nothing to apply and nothing to take back. */
function movedBy(read: Read, pending: readonly Pending[], done: number, ended: (one: Pending) => boolean): Moved | undefined {
  const refused = new Set(read.refused.map(({ command }) => command));
  const isShown = ({ seq, events, expected }: Pending) => seq <= done || events.length > 0 || expected !== null;
  const hasMoved = read.confirmed.size > 0 || refused.size > 0 || pending.some((one) => ended(one) && isShown(one));
  return hasMoved ? { confirmed: read.confirmed, numbers: read.numbers, ended, refused } : undefined;
}

/**
 * Where own commands of these lines have their end, though the answer to their push was lost. A command whose lines may go on
 * behind the stretch ends with the next line.
 */
function* placesOf(pending: readonly Pending[], { places }: Read, reached: Reached): Generator<readonly [number, number]> {
  if (places.size === 0) return;
  for (const { seq, command } of pending) {
    const place = places.get(command.id);
    if (place !== undefined) yield [seq, place === reached.seq && !reached.isHead ? place + 1 : place];
  }
}

/** Own commands that are in the log were pushed, whatever became of the answer. */
const pushedBy = (link: Link, pending: readonly Pending[], { places }: Read): number =>
  places.size === 0 ? link.pushed : Math.max(link.pushed, ...pending.filter(({ command }) => places.has(command.id)).map(({ seq }) => seq));

async function itemsOf(replica: Replica, { link, pending }: Look, { refused, happened, confirmed }: Read): Promise<Attention[]> {
  const items: Attention[] = [];
  if (refused.length > 0) {
    const own = new Map(pending.map((one) => [one.command.id as string, one]));
    for (const { command, refusal: why, arrivedAt } of refused) {
      const mine = own.get(command);
      if (!mine) continue;
      const { recordId } = mine.command;
      const now = confirmed.get(recordId) ?? (await replica.confirmed([recordId])).get(recordId) ?? null;
      items.push(refusedItem(mine, why, arrivedAt, { view: (await replica.reader.get(recordId)) ?? null, now }));
    }
  }
  for (const { event, arrivedAt } of happened) {
    if (!event.conflicts || event.by === SYSTEM.personId) continue;
    const known = await replica.reader.history(event.recordId);
    const history = [...happened.map((one) => one.event).filter(({ recordId }) => recordId === event.recordId), ...known];
    const item = conflictItem(event, arrivedAt, { personId: link.personId, device: link.device, history });
    if (item) items.push(item);
  }
  return items;
}

const FEW = 50;
const MOST_GOING = 1 / 5;

/** Why a person should look first: a mistake in somebody's permissions must not empty their device. */
async function muchGoes(replica: Replica, { confirmed }: Read): Promise<Refusal | undefined> {
  const out = [...confirmed].flatMap(([id, record]) => (record === null ? [id] : []));
  if (out.length <= FEW * MOST_GOING) return undefined;
  const before = await replica.confirmed(out);
  const going = out.filter((id) => before.get(id)).length;
  return goingTooFar(going, await replica.size());
}

/** Refuses to take away more than a fifth of what is more than a few. */
export function goingTooFar(going: number, all: number): Refusal | undefined {
  if (all <= FEW || going <= all * MOST_GOING) return undefined;
  const params = { going, all };
  return refusal(
    'sync.muchGoes',
    `${going} of ${all} records would be taken from this device.`,
    [{ code: 'sync.muchGoes', message: 'That is more than a fifth of everything.', params, help: 'Go on if you expect it.' }],
    params,
  );
}
