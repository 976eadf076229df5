import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { followChain, witnessed } from './follow-chain.ts';
import { MAX_PULLED_LINES, type Manifest } from './protocol.schema.ts';
import { goingTooFar } from './pull.ts';
import { type Moved, refold } from './refold.ts';
import type { Remote } from './remote.ts';
import type { Link, Replica } from './replica.ts';

export interface LoadAsked {
  readonly replica: Replica;
  readonly remote: Remote;
  /** An ISO instant. */
  readonly now: string;
  /** A person has looked at how much would go, and wants it. */
  readonly goOn?: boolean;
  /** Called with how many of how many pages are here. */
  readonly onProgress?: (done: number, all: number) => void;
}

export type Loaded =
  | { readonly outcome: 'loaded'; readonly records: number; readonly fetched: number }
  | { readonly outcome: 'stopped'; readonly refusal: Refusal }
  | { readonly outcome: 'problem'; readonly problem: Problem };

type Page = Manifest['pages'][number];
const AT_ONCE = 4;

/**
 * Loads a snapshot in the place of everything confirmed: fetches the pages that are missing here (an interrupted load goes
 * on where it was), puts them in force, and predicts pending commands over them. What the server answered before is asked
 * again, since its place in the log lies behind this device now.
 */
export async function loadStep(asked: LoadAsked): Promise<Loaded> {
  const { replica, remote, goOn = false } = asked;
  const manifest = await remote.manifest();
  if (!manifest.ok) return { outcome: 'problem', problem: manifest.error };
  const { value } = manifest;
  const { link } = await replica.look();
  const broken = await bridge(asked, link, value);
  if (broken) return { outcome: 'stopped', refusal: broken };
  const records = value.pages.reduce((sum, page) => sum + page.count, 0);
  const size = await replica.size();
  const tooMuch = goOn || link.phase !== 'following' ? undefined : goingTooFar(size - records, size);
  if (tooMuch) return { outcome: 'stopped', refusal: tooMuch };
  const fetched = await fetchMissing(asked, value.pages);
  if (typeof fetched !== 'number') return { outcome: 'problem', problem: fetched };
  await replica.load(value, loadedLink((await replica.look()).link, value));
  await predictAll(replica, new Map(Object.entries(value.numbers)));
  return { outcome: 'loaded', records, fetched };
}

/** The lines between this device and a snapshot of the same log have to continue what it saw. Too far away nothing can be said. */
async function bridge({ remote }: LoadAsked, link: Link, { epoch, scope, seq, hash }: Manifest): Promise<Refusal | undefined> {
  if (epoch !== link.epoch) return undefined;
  let { cursor } = link;
  while (cursor.seq < seq) {
    const limit = Math.min(MAX_PULLED_LINES, seq - cursor.seq);
    const pulled = await remote.pull({ after: cursor.seq, epoch, scope, limit });
    if (!pulled.ok) return undefined;
    const followed = followChain(cursor, link, pulled.value);
    if (!followed.ok) return followed.error;
    if (followed.value.cursor.seq === cursor.seq) return undefined;
    ({ cursor } = followed.value);
  }
  const isSame = cursor.seq !== seq || cursor.hash === hash;
  const wrong = isSame
    ? undefined
    : followChain({ seq, hash }, { checkpoints: [], farthest: cursor }, [{ through: seq, hash, head: seq, checkpoint: null }]);
  return wrong && !wrong.ok ? wrong.error : undefined;
}

async function fetchMissing({ replica, remote, onProgress }: LoadAsked, pages: readonly Page[]): Promise<number | Problem> {
  const held = await replica.heldPages(pages.map(({ digest }) => digest));
  const missing = pages.filter(({ digest }) => !held.has(digest));
  let here = pages.length - missing.length;
  let failed: Problem | undefined;
  onProgress?.(here, pages.length);
  const rest = missing.values();
  const fetchOn = async () => {
    for (const page of rest) {
      const bytes = await remote.page(page.digest);
      if (!bytes.ok) failed ??= bytes.error;
      else if (bytesToHex(sha256(bytes.value)) !== page.digest) failed ??= problem('unavailable', 'A page came damaged.');
      if (failed || !bytes.ok) return;
      await replica.keepPage(page, bytes.value);
      onProgress?.(++here, pages.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOn));
  return failed ?? missing.length;
}

/** The link as it is once a snapshot is in force: nothing was answered as far as this device can tell. */
function loadedLink(link: Link, { epoch, scope, seq, hash, checkpoint }: Manifest): Link {
  const isSameLog = epoch === link.epoch;
  const cursor = { seq, hash };
  const known = isSameLog ? link : { ...link, checkpoints: [], farthest: null, pushed: 0 };
  const farthest = isSameLog && link.cursor.seq > seq ? farther(link) : known.farthest;
  return {
    ...known,
    ...witnessed({ ...known, epoch, farthest }, { cursor, checkpoint }),
    phase: 'loading',
    epoch,
    scope,
    cursor,
    answered: [],
  };
}

const farther = ({ cursor, farthest }: Link) => (farthest && farthest.seq > cursor.seq ? farthest : cursor);

/** Predicts everything that is pending again. With it, following begins. */
async function predictAll(replica: Replica, given: ReadonlyMap<string, number>): Promise<void> {
  for (;;) {
    const { link, basis, pending } = await replica.look();
    const moved: Moved = { confirmed: new Map(), numbers: given, ended: () => false, refused: new Set(), all: true };
    const { confirmed, view, predicted, numbers } = await refold(replica, pending, moved);
    const change = { link: { ...link, phase: 'following' as const }, confirmed, view, predicted, numbers, events: [], attention: [] };
    if ((await replica.commit(basis, change)) === 'written') return;
  }
}
