import type { Head } from '#shared/model/head.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Query } from '#shared/model/query.ts';
import type { RecordOf } from '#shared/model/record.ts';
import { MAX_PULLED_LINES, type PullLine, type PullQuery } from '#shared/sync/protocol.schema.ts';
import type { ArrivedEvent, LogReading, SeenLine } from './log-store.ts';
import { MAX_FOUND, queryIssues } from './query-form.ts';
import type { Server, SignedIn } from './server-ports.ts';
import type { ReadAs } from './who.ts';

/** Further behind than this, loading pages is quicker than following. */
const MAX_DISTANCE = 50_000;

const startOver = (reason: 'epoch' | 'scope' | 'distance') => err(problem('startOver', undefined, { params: { reason } }));

/** The lines after a place, with nothing of what the caller may not see but the links of the chain. The last one says where that ends. */
export function pull(read: ReadAs, caller: SignedIn, query: PullQuery): Promise<Result<readonly PullLine[], Problem>> {
  return read(caller, async (reading, { scope }) => {
    const { head, tenant } = reading;
    // A client that is ahead of the log follows another one: this one was restored to an earlier place.
    if (query.epoch !== tenant.epoch || query.after > head.seq) return startOver('epoch');
    if (query.scope !== scope) return startOver('scope');
    if (head.seq - query.after > MAX_DISTANCE) return startOver('distance');
    const seen = await reading.lines(query.after, Math.max(1, Math.min(query.limit, MAX_PULLED_LINES)));
    const last = seen.at(-1);
    const [through, hash] = last ? [last.seq, last.hash] : [query.after, await reading.hashAt(query.after)];
    if (hash === undefined) throw new Error(`The log has no line ${through}`);
    return ok([...seen.map(asPullLine), { through, hash, head: head.seq, checkpoint: await reading.checkpoint() }]);
  });
}

function asPullLine({ seq, leaf, body, values, entered, gone }: SeenLine): PullLine {
  if (body === undefined) return { seq, leaf, ...(gone === undefined ? {} : { gone: gone as RecordOf['id'] }) };
  const hasValues = values !== undefined && Object.keys(values).length > 0;
  return { seq, body, ...(hasValues ? { values } : {}), ...(entered === undefined ? {} : { record: entered }) };
}

/** A record that is in sight. One that is not is as one that never was. */
export function record(read: ReadAs, caller: SignedIn, id: string): Promise<Result<RecordOf, Problem>> {
  return read(caller, (reading) => inSight(reading, id));
}

/** What happened to a record that is in sight, newest last, and when the server heard of it. */
export function history(read: ReadAs, caller: SignedIn, id: string): Promise<Result<readonly ArrivedEvent[], Problem>> {
  return read(caller, async (reading) => {
    const found = await inSight(reading, id);
    return found.ok ? ok(await reading.arrived(id)) : found;
  });
}

async function inSight({ reader }: LogReading, id: string): Promise<Result<RecordOf, Problem>> {
  const found = await reader.get(id);
  return found ? ok(found) : err(problem('notFound'));
}

export interface Found {
  readonly heads: readonly Head[];
  readonly total: number;
}

/** Records of one kind by conditions on its columns, and how many there are. Counted is only what is in sight. */
export async function query(
  read: ReadAs,
  { registry }: Pick<Server, 'registry'>,
  caller: SignedIn,
  asked: Query,
): Promise<Result<Found, Problem>> {
  const issues = queryIssues(registry, asked);
  if (issues.length > 0) return err(problem('invalidInput', undefined, { issues }));
  return read(caller, async ({ reader }, { sight }) => {
    if (!sight.kinds.includes(asked.kind)) return err(problem('forbidden', `You may not read ${registry.of(asked.kind).wording.many}.`));
    const limit = asked.limit ?? MAX_FOUND;
    return ok({ heads: limit === 0 ? [] : await reader.list({ ...asked, limit }), total: await reader.count(asked) });
  });
}
