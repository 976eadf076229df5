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

export const scopeDigest = ({ kinds, scopes }: Sight): string => digestOf({ kinds, scopes });

/** A device that is registered for this person and was not shut out. */
export const isWelcome = (device: DeviceRow | undefined, { personId }: SignedIn): device is DeviceRow =>
  device !== undefined && device.revokedAt === null && device.personId === personId;

const MAX_TRIES = 8;

/** Reads as somebody, with nothing in view but what they may see at that very moment. */
export type ReadAs = <T>(
  caller: SignedIn,
  work: (reading: LogReading, seer: Seer) => Promise<Result<T, Problem>>,
) => Promise<Result<T, Problem>>;

export function readAs({ log, registry }: Pick<Server, 'log' | 'registry'>): ReadAs {
  const all = sightOf(registry.kinds, SYSTEM);
  const seerOf = (caller: SignedIn): Promise<Seer | undefined> =>
    log.read(caller.tenantId, all, SYSTEM.personId, async ({ head, reader, tenant }) => {
      const actor = await actorFor(reader, caller.personId);
      const sight = caller.isFounding && tenant.isFounding ? all : actor && sightOf(registry.kinds, actor);
      return sight && { sight, scope: scopeDigest(sight), at: head.seq };
    });
  return async (caller, work) => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const seer = await seerOf(caller);
      if (!seer) return err(problem('signInNeeded'));
      // Somebody's role may be taken away between the two readings: what they see is then found out again.
      const answer = await log.read(caller.tenantId, seer.sight, caller.personId, async (reading) => {
        if (reading.head.seq !== seer.at) return undefined;
        if (!isWelcome(await reading.device(caller.deviceId), caller)) return err(problem('signInNeeded'));
        return work(reading, seer);
      });
      if (answer) return answer;
    }
    return err(problem('unavailable', 'Too much is going on at once.'));
  };
}
