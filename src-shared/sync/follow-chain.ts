import { canonicalJson } from '../kernel/canonical-json.ts';
import { type ChainHead, leafOf, linked } from '../kernel/chain.ts';
import type { Json } from '../kernel/json.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Checkpoint, PullLine } from './protocol.schema.ts';
import type { Link } from './replica.ts';

export type BodyLine = Extract<PullLine, { readonly body: unknown }>;
export type HiddenLine = Extract<PullLine, { readonly leaf: unknown }>;

/** Lines that were found to go on from where this device was. */
export interface Followed {
  readonly lines: readonly (BodyLine | HiddenLine)[];
  readonly cursor: ChainHead;
  /** The log's end, as the server says. */
  readonly head: number;
  readonly checkpoint: Checkpoint | null;
}

/**
 * Checks that lines continue the chain from a place without a gap, end with the hash that is claimed, and pass through
 * everything that this device has seen before. A refusal means that this is not the log that was followed.
 */
export function followChain(
  from: ChainHead,
  seen: Pick<Link, 'checkpoints' | 'farthest'>,
  pulled: readonly PullLine[],
): Result<Followed, Refusal> {
  const end = pulled.at(-1);
  if (!end || !('through' in end)) return broken('The answer has no end.', from.seq);
  const witnessed = new Map(seen.checkpoints.map(({ seq, hash }) => [seq, hash]));
  if (seen.farthest) witnessed.set(seen.farthest.seq, seen.farthest.hash);
  const lines: (BodyLine | HiddenLine)[] = [];
  let { seq, hash } = from;
  const isAsSeen = () => (witnessed.get(seq) ?? hash) === hash;
  const isAsSigned = () => end.checkpoint?.seq !== seq || end.checkpoint.hash === hash;
  if (!isAsSeen() || !isAsSigned()) return broken('It does not go on from what this device has seen.', seq);
  for (const line of pulled.slice(0, -1)) {
    if ('through' in line || line.seq !== seq + 1) return broken('A line is missing.', seq + 1);
    hash = linked(hash, 'leaf' in line ? line.leaf : leafOf(canonicalJson(jsonOf(line))));
    ({ seq } = line);
    if (!isAsSeen() || !isAsSigned()) return broken('It is not what this device has seen before.', seq);
    lines.push(line);
  }
  if (end.through !== seq || end.hash !== hash) return broken('Its hash is not that of its lines.', seq);
  const farthest = Math.max(0, ...witnessed.keys());
  if (end.head < farthest || end.head < seq) return broken('It is shorter than what this device has seen.', end.head);
  const { head, checkpoint } = end;
  return ok({ lines, cursor: { seq, hash }, head, checkpoint });
}

/** A line's body is JSON by construction: it came over the wire. */
function jsonOf(line: BodyLine): Json {
  const body: unknown = line.body;
  return body as Json;
}

const broken = (why: string, seq: number) =>
  err(
    refusal(
      'sync.chain',
      'The server’s log is not the one that this device has followed.',
      [
        {
          code: 'sync.chain',
          message: `${why} (line ${seq})`,
          params: { seq },
          help: 'Tell whoever runs the server; your work stays here.',
        },
      ],
      { seq },
    ),
  );

const KEPT_CHECKPOINTS = 16;

/** What this device can testify to after having followed some lines. */
export function witnessed(
  link: Pick<Link, 'checkpoints' | 'farthest' | 'epoch'>,
  { cursor, checkpoint }: Pick<Followed, 'cursor' | 'checkpoint'>,
): Pick<Link, 'checkpoints' | 'farthest'> {
  const isNew = checkpoint !== null && checkpoint.epoch === link.epoch && !link.checkpoints.some(({ seq }) => seq === checkpoint.seq);
  const checkpoints = isNew
    ? [...link.checkpoints, checkpoint].toSorted((a, b) => a.seq - b.seq).slice(-KEPT_CHECKPOINTS)
    : link.checkpoints;
  return { checkpoints, farthest: link.farthest && link.farthest.seq > cursor.seq ? link.farthest : null };
}
