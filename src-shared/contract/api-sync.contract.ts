import { z } from 'zod';
import {
  CheckpointSchema,
  DigestSchema,
  ManifestSchema,
  MAX_PULLED_LINES,
  MAX_PUSH_BYTES,
  PullLineSchema,
  PushAnswerSchema,
  PushRequestSchema,
} from '#shared/sync/protocol.schema.ts';
import { endpoint } from './api-endpoint.ts';
import { sampleCheckpoint, sampleCommand, sampleDigest, sampleEpoch, sampleHash, sampleScope } from './api-samples.ts';

const group = 'Following the log';

export const countPattern = '^(0|[1-9][0-9]{0,14})$';
/** A whole number in a query string. */
const CountText = z.string().regex(new RegExp(countPattern), 'must be a whole number').transform(Number);

const PullQuerySchema = z.strictObject({
  after: CountText.meta({ description: 'The last line that the caller has; 0 for none.' }),
  epoch: z.string().min(1).max(80),
  scope: z.string().min(1).max(80),
  limit: CountText.refine((value) => value >= 1 && value <= MAX_PULLED_LINES, `must be between 1 and ${MAX_PULLED_LINES}`).optional(),
});

/** There is more to pull. `head` is the log's end. */
export const MoreSchema = z.strictObject({ head: z.int().min(0) });

export const apiSync = {
  push: endpoint({
    method: 'POST',
    path: '/v1/push',
    group,
    summary: 'Gives commands to be decided, in the order of the device. Each gets a verdict; a business ‘no’ is one of them.',
    who: 'signedIn',
    isFrequent: true,
    body: PushRequestSchema,
    maxBody: MAX_PUSH_BYTES + 1024,
    takesAnyText: true,
    answers: { as: 'json', form: PushAnswerSchema },
    problems: ['pushGap', 'conflict'],
    example: {
      body: { previous: 11, commands: [sampleCommand] },
      answer: { verdicts: [{ seq: 12, id: sampleCommand.command.id, outcome: 'accepted', at: 4218, isRepeat: false }], head: 4218 },
    },
  }),
  pull: endpoint({
    method: 'GET',
    path: '/v1/pull',
    group,
    summary: 'The lines of the log after a place. What the caller may not see is there as a link of the chain only.',
    who: 'signedIn',
    isFrequent: true,
    query: PullQuerySchema,
    answers: { as: 'ndjson', form: PullLineSchema },
    problems: ['startOver'],
    example: {
      query: { after: '4217', epoch: sampleEpoch, scope: sampleScope, limit: '500' },
      answer: { through: 4218, hash: sampleHash, head: 4218, checkpoint: sampleCheckpoint },
    },
  }),
  manifest: endpoint({
    method: 'GET',
    path: '/v1/pages',
    group,
    summary: 'The pages that hold all that the caller may see, at one place of the log.',
    who: 'signedIn',
    isFrequent: true,
    answers: { as: 'json', form: ManifestSchema },
    example: {
      answer: {
        epoch: sampleEpoch,
        scope: sampleScope,
        seq: 4000,
        hash: sampleHash,
        checkpoint: sampleCheckpoint,
        numbers: { change: 212 },
        pages: [
          {
            digest: sampleDigest,
            kind: 'change',
            from: sampleCommand.command.recordId,
            to: sampleCommand.command.recordId,
            count: 1,
            size: 412,
          },
        ],
      },
    },
  }),
  page: endpoint({
    method: 'GET',
    path: '/v1/pages/:digest',
    group,
    summary: 'One page: a gzipped JSON array of records, in the order of their ids. Its name is the SHA-256 of its bytes.',
    who: 'signedIn',
    isFrequent: true,
    params: z.strictObject({ digest: DigestSchema }),
    answers: { as: 'gzip' },
    problems: ['notFound'],
    example: { params: { digest: sampleDigest } },
  }),
  live: endpoint({
    method: 'GET',
    path: '/v1/live',
    group,
    summary: 'Says at once when there is more to pull, and every 15 seconds that it is still there.',
    who: 'signedIn',
    answers: { as: 'events', event: 'more', form: MoreSchema },
    example: { answer: { head: 4218 } },
  }),
  checkpoints: endpoint({
    method: 'GET',
    path: '/v1/checkpoints',
    group,
    summary: 'The newest signed checkpoint of the log, and the public keys to check it with.',
    who: 'signedIn',
    answers: {
      as: 'json',
      form: z.strictObject({ checkpoint: CheckpointSchema.nullable(), keys: z.record(z.string(), z.string()) }),
    },
    example: { answer: { checkpoint: sampleCheckpoint, keys: { '2026-1': '3b'.repeat(32) } } },
  }),
} as const;
