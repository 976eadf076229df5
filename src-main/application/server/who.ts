import { actorFor } from '#shared/capabilities/identity/index.ts';
import { digestOf } from '#shared/kernel/digest.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, type Result } from '#shared/kernel/result.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { type Sight, sightOf } from '#shared/model/visibility.ts';
import type { DeviceRow, LogReading } from './log-store.ts';
import type { Server, SignedIn } from './server-ports.ts';

/** What somebody may see, at one place of the log. */
export interface Seer {
  readonly sight: Sight;
  /** The digest of it, by which a client knows that it changed. */
  readonly scope: string;
  /** The log's end when it was found out. */
  readonly at: number;
}

const scopeDigest = ({ kinds, scopes }: Sight): string => digestOf({ kinds, scopes });

/** A device that is registered for this person and was not shut out. */
export const isWelcome = (device: DeviceRow | undefined, { personId }: SignedIn): device is DeviceRow =>
  device !== undefined && device.revokedAt === null && device.personId === personId;

const MAX_TRIES = 8;
const MAX_KEPT = 10_000;

/** Reads as somebody, with nothing in view but what they may see at that very moment. */
export type ReadAs = <T>(
  caller: SignedIn,
  work: (reading: LogReading, seer: Seer) => Promise<Result<T, Problem>>,
) => Promise<Result<T, Problem>>;

export function readAs({ log, registry }: Pick<Server, 'log' | 'registry'>): ReadAs {
  const all = sightOf(registry.kinds, SYSTEM);
  const findOut = (caller: SignedIn): Promise<Seer | undefined> =>
    log.read(caller.tenantId, all, SYSTEM.personId, async ({ head, reader, tenant }) => {
      const actor = await actorFor(reader, caller.personId);
      const sight = caller.isFounding && tenant.isFounding ? all : actor && sightOf(registry.kinds, actor);
      return sight && { sight, scope: scopeDigest(sight), at: head.seq };
    });
  // What somebody may see follows from the log alone, so it holds as long as nothing is appended.
  const kept = new Map<string, Seer>();

  return async (caller, work) => {
    const key = JSON.stringify([caller.tenantId, caller.personId]);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      // A founder's sight ends with the founding, which is no line.
      const seer = (caller.isFounding ? undefined : kept.get(key)) ?? (await findOut(caller));
      kept.delete(key);
      if (!seer) return err(problem('signInNeeded'));
      // Somebody's role may be taken away between the two readings: what they see is then found out again.
      const answer = await log.read(caller.tenantId, seer.sight, caller.personId, async (reading) => {
        if (reading.head.seq !== seer.at) return undefined;
        if (!isWelcome(await reading.device(caller.deviceId), caller)) return err(problem('signInNeeded'));
        return work(reading, seer);
      });
      if (!answer) continue;
      if (!caller.isFounding) kept.set(key, seer);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      return answer;
    }
    return err(problem('unavailable', 'Too much is going on at once.'));
  };
}
