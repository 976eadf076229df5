import { checkpointText } from '#shared/audit/checkpoint.ts';
import { SYSTEM } from '#shared/model/record.ts';
import { sightOf } from '#shared/model/visibility.ts';
import type { Checkpoint } from '#shared/sync/protocol.schema.ts';
import type { Server } from './server-ports.ts';

const EVERY_LINES = 1_000;
const EVERY_MS = 60_000;

/**
 * Signs the log's end when enough has come since the last time, or something and enough time has passed. Two servers that do it at once sign
 * the same log, which does no harm. Answers what was signed.
 */
export async function checkpointIfDue({ log, registry, sign, now }: Server, tenantId: string): Promise<Checkpoint | null> {
  const all = sightOf(registry.kinds, SYSTEM);
  const due = await log.read(tenantId, all, SYSTEM.personId, async (reading) => {
    const { head, tenant } = reading;
    const last = await reading.checkpoint();
    const more = head.seq - (last?.seq ?? 0);
    const isDue = more >= EVERY_LINES || (more > 0 && (!last || now() - Date.parse(last.at) >= EVERY_MS));
    return isDue ? { epoch: tenant.epoch, ...head } : undefined;
  });
  if (!due) return null;
  const place = { epoch: due.epoch, seq: due.seq, hash: due.hash, at: new Date(now()).toISOString(), keyId: sign.keyId };
  const checkpoint = { ...place, signature: sign.sign(checkpointText(place)) };
  await log.putCheckpoint(tenantId, checkpoint);
  return checkpoint;
}
