import { z } from 'zod';
import type { Digest } from '../kernel/digest.ts';
import { type HybridTime, readHybridTime } from '../kernel/hybrid-clock.ts';
import { type Id, isId } from '../kernel/id.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { LogBody, SealedValues } from '../model/log-line.ts';
import type { Command, RecordOf } from '../model/record.ts';

/** What a device and the server say to each other, version 1. All of it is JSON; a pull is NDJSON, one `PullLine` a line. */

export const MAX_PUSHED_COMMANDS = 500;
export const MAX_PUSH_BYTES = 1024 * 1024;
export const MAX_PULLED_LINES = 2_000;

export const IdSchema = z
  .custom<Id>(isId, 'must be an id')
  .meta({ type: 'string', pattern: '^[a-z]{2,5}_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$' });
const hybridTime = z
  .custom<HybridTime>(
    (value) => typeof value === 'string' && value.length <= 120 && readHybridTime(value) !== undefined,
    'must be a hybrid time',
  )
  .meta({ type: 'string', maxLength: 120 });
export const DigestSchema = z
  .custom<Digest>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), 'must be a digest')
  .meta({ type: 'string', pattern: '^[0-9a-f]{64}$' });
export const JsonSchema: z.ZodType<Json> = z.json();
export const JsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), JsonSchema);
const [id, digest, json, jsonObject] = [IdSchema, DigestSchema, JsonSchema, JsonObjectSchema] as const;
const instant = z.iso.datetime();
const seq = z.int().min(0);

export const CommandSchema: z.ZodType<Command> = z.strictObject({
  id,
  name: z.string().regex(/^[a-zA-Z]{1,60}\.[a-zA-Z]{1,60}$/),
  recordId: id,
  input: jsonObject,
  at: instant,
  time: hybridTime,
  baseVersion: seq.optional(),
  saw: z.record(z.string().max(80), z.strictObject({ value: json, time: hybridTime })).optional(),
  seen: z.string().max(200).optional(),
  undoes: id.optional(),
  causedBy: id.optional(),
}) as z.ZodType<Command>;

export const PushedCommandSchema = z.strictObject({
  /** Its place in the device's own log; rises, with gaps. */
  seq: z.int().min(1),
  command: CommandSchema,
  /** Earlier commands of this device without which this one has no meaning: it is refused with any of them. */
  dependsOn: z.array(id).max(50).optional(),
  /** Who gave it, where a founder brings what was done before there was a server. Refused from anyone else. */
  by: z.string().max(60).optional(),
});

export const PushRequestSchema = z.strictObject({
  /** The `seq` of the last command that this device pushed before these; 0 for its first. */
  previous: seq,
  commands: z.array(PushedCommandSchema).min(1).max(MAX_PUSHED_COMMANDS),
});

const unmet = z.looseObject({ code: z.string(), message: z.string() });
export const RefusalSchema: z.ZodType<Refusal> = z.looseObject({
  code: z.string(),
  message: z.string(),
  unmet: z.array(unmet),
});

/** `superseded`: a newer edit stands in every field. `unchanged`: it was so already. */
export const VerdictSchema = z.strictObject({
  seq: z.int().min(1),
  id,
  outcome: z.enum(['accepted', 'superseded', 'unchanged', 'refused']),
  refusal: RefusalSchema.optional(),
  /** The log's end when it was decided: a client that has pulled this far has seen what became of it. */
  at: seq,
  /** It had been decided before; nothing was done again. */
  isRepeat: z.boolean(),
});

export const PushAnswerSchema = z.strictObject({ verdicts: z.array(VerdictSchema), head: seq });

export const CheckpointSchema = z.strictObject({
  epoch: z.string(),
  seq,
  hash: digest,
  at: instant,
  keyId: z.string(),
  /** Ed25519 over the canonical JSON of the others, in hex. */
  signature: z.string(),
});

const aObject = { type: 'object' } as const;
const body = z.custom<LogBody>((value) => typeof value === 'object' && value !== null && 'type' in value).meta(aObject);
/** A record as it stands. Its fields are those of its kind. */
export const RecordSchema = z
  .custom<RecordOf>((value) => typeof value === 'object' && value !== null && 'id' in value)
  .meta({
    ...aObject,
    required: ['id', 'kind', 'version', 'fields'],
  });
const record = RecordSchema;
const values = z.custom<SealedValues>((value) => typeof value === 'object' && value !== null).meta(aObject);

export const PullLineSchema = z.union([
  /** For the reader's eyes. `record` comes with the first line of a record that moved into sight: as it is after it. */
  z.strictObject({ seq: z.int().min(1), body, values: values.optional(), record: record.optional() }),
  /** Not for the reader, but part of the chain. `gone` names a record that moved out of sight. */
  z.strictObject({ seq: z.int().min(1), leaf: digest, gone: id.optional() }),
  /** The last line. `through` is the last line sent, `head` the log's end, `hash` the chain's at `through`. */
  z.strictObject({ through: seq, hash: digest, head: seq, checkpoint: CheckpointSchema.nullable() }),
]);

export const PageInfoSchema = z.strictObject({
  digest,
  kind: z.string(),
  from: id,
  to: id,
  count: z.int().min(1),
  /** Bytes of the gzip. */
  size: z.int().min(1),
});

/** All that one person may see, at one place of the log. The pages are gzipped JSON arrays of records in the order of ids. */
export const ManifestSchema = z.strictObject({
  epoch: z.string(),
  scope: z.string(),
  seq,
  hash: digest,
  checkpoint: CheckpointSchema.nullable(),
  numbers: z.record(z.string(), z.int()),
  pages: z.array(PageInfoSchema),
});

/** Whom the server takes this device for, and what it will speak. */
export const SessionInfoSchema = z.strictObject({
  tenant: z.strictObject({ id: z.string(), name: z.string() }),
  personId: z.string(),
  device: z.string(),
  /** Names the log. Another epoch is another log: keep the outbox, start over. */
  epoch: z.string(),
  /** A digest of what the person may see. When it changes, the copies are loaded anew. */
  scope: z.string(),
  head: seq,
  now: instant,
  /** The oldest client version that this server still understands. */
  minimumClient: z.string(),
  /** True until a founder has brought everything that was done before there was a server. */
  isFounding: z.boolean(),
  /** Hex of the Ed25519 public key per key id, for checkpoints. */
  keys: z.record(z.string(), z.string()),
});

export type PushedCommand = z.infer<typeof PushedCommandSchema>;
export type PushRequest = z.infer<typeof PushRequestSchema>;
export type PushAnswer = z.infer<typeof PushAnswerSchema>;
export type Verdict = z.infer<typeof VerdictSchema>;
export type Checkpoint = z.infer<typeof CheckpointSchema>;
export type PullLine = z.infer<typeof PullLineSchema>;
export type Manifest = z.infer<typeof ManifestSchema>;
export type SessionInfo = z.infer<typeof SessionInfoSchema>;

export interface PullQuery {
  readonly after: number;
  readonly epoch: string;
  readonly scope: string;
  readonly limit: number;
}
