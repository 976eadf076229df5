import { verifyCheckpoint, type VerifySignature } from '#shared/audit/checkpoint.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import { checkSealed } from '#shared/model/seal.ts';
import type { Checkpoint, SessionInfo } from '#shared/sync/protocol.schema.ts';
import type { HttpRemote } from './http-remote.ts';
import { verifySignature } from './verify-signature.ts';

const TELL = 'Tell whoever runs the server; your work stays here.';

/**
 * The server, with what it says besides the chain checked. Sealed values have the digests that are in the log. Checkpoints
 * are signed, so that this device can hold them against the server later: one that was forged is a problem; one under a
 * key that the server did not name is left out, as it proves nothing.
 */
export function checkedRemote(remote: HttpRemote, verify: VerifySignature = verifySignature): HttpRemote {
  let keys: SessionInfo['keys'] = {};

  async function checked(checkpoint: Checkpoint | null): Promise<Result<Checkpoint | null, Problem>> {
    if (!checkpoint) return ok(null);
    const verdict = await verifyCheckpoint(checkpoint, keys, verify);
    if (verdict === 'forged') return err(problem('conflict', `The server shows a place of its log that it did not sign. ${TELL}`));
    return ok(verdict === 'unknownKey' ? null : checkpoint);
  }

  return {
    ...remote,
    async session() {
      const asked = await remote.session();
      if (asked.ok) ({ keys } = asked.value);
      return asked;
    },
    async pull(query) {
      const pulled = await remote.pull(query);
      const end = pulled.ok ? pulled.value.at(-1) : undefined;
      if (!pulled.ok || !end || !('through' in end)) return pulled;
      const exchanged = pulled.value.find((line) => 'body' in line && line.values && checkSealed(line.values).length > 0);
      if (exchanged && 'seq' in exchanged)
        return err(problem('conflict', `A value in line ${exchanged.seq} is not the one that was recorded. ${TELL}`));
      const checkpoint = await checked(end.checkpoint);
      return checkpoint.ok ? ok([...pulled.value.slice(0, -1), { ...end, checkpoint: checkpoint.value }]) : checkpoint;
    },
    async manifest() {
      const asked = await remote.manifest();
      const checkpoint = asked.ok ? await checked(asked.value.checkpoint) : undefined;
      if (!asked.ok || !checkpoint) return asked;
      return checkpoint.ok ? ok({ ...asked.value, checkpoint: checkpoint.value }) : checkpoint;
    },
  };
}
