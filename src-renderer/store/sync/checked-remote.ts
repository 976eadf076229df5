import { verifyCheckpoint, type VerifySignature } from '#shared/audit/checkpoint.ts';
import { type Problem, problem } from '#shared/kernel/problem.ts';
import { err, ok, type Result } from '#shared/kernel/result.ts';
import type { Checkpoint, SessionInfo } from '#shared/sync/protocol.schema.ts';
import type { HttpRemote } from './http-remote.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * The server, with the signatures of its checkpoints checked: what this device keeps of them can be held against the server
 * later. One that was forged is a problem; one under a key that the server did not name is left out, as it proves nothing.
 */
export function checkedRemote(remote: HttpRemote, verify: VerifySignature = verifySignature): HttpRemote {
  let keys: SessionInfo['keys'] = {};

  async function checked(checkpoint: Checkpoint | null): Promise<Result<Checkpoint | null, Problem>> {
    if (!checkpoint) return ok(null);
    const verdict = await verifyCheckpoint(checkpoint, keys, verify);
    if (verdict === 'forged')
      return err(
        problem('conflict', 'The server shows a place of its log that it did not sign. Tell whoever runs it; your work stays here.'),
      );
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
