import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { type Manifest, MAX_PULLED_LINES } from '#shared/sync/protocol.schema.ts';
import type { LogReading } from './log-store.ts';
import type { Server, SignedIn } from './server-ports.ts';
import type { ReadAs } from './who.ts';

/** Pages older than this are cut anew, so that little is to be pulled after them. */
const MAX_AGE = 5_000;
const MAX_CUTS = 3;

/** The pages that hold all that the caller may see. They are cut now where there are none, or none that may be shown to them. */
export async function manifest(read: ReadAs, { log }: Pick<Server, 'log'>, caller: SignedIn): Promise<Result<Manifest, Problem>> {
  for (let cuts = 0; ; cuts++) {
    const answer = await read(caller, async (reading, { scope }): Promise<Result<Manifest | null, Problem>> => {
      const found = await reading.manifest();
      if (!found || (cuts < MAX_CUTS && !(await isFresh(found.seq, reading)))) return ok(null);
      return ok({ epoch: reading.tenant.epoch, scope, checkpoint: await reading.checkpoint(), ...found });
    });
    if (!answer.ok) return answer;
    if (answer.value) return ok(answer.value);
    if (cuts >= MAX_CUTS) return err(problem('unavailable', 'No pages could be cut.'));
    await log.makePages(caller.tenantId);
  }
}

/** Neither old, nor holding anything that has left the reader's sight since: that is not for them even as it was. */
async function isFresh(seq: number, reading: LogReading): Promise<boolean> {
  const { head } = reading;
  if (head.seq - seq > MAX_AGE) return false;
  for (let after = seq; after < head.seq; after += MAX_PULLED_LINES) {
    const lines = await reading.lines(after, MAX_PULLED_LINES);
    if (lines.some(({ gone }) => gone !== undefined)) return false;
  }
  return true;
}

/** One page, gzipped, if its kind and scope are in sight. */
export function page(read: ReadAs, caller: SignedIn, digest: string): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  return read(caller, async (reading) => {
    const found = await reading.page(digest);
    return found ? ok(found) : err(problem('notFound'));
  });
}
