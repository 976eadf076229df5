import { z } from 'zod';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/problem.ts';
import * as protocol from '#shared/sync/protocol.schema.ts';
import {
  AcceptSchema,
  DeviceInfoSchema,
  FoundSchema,
  InvitationSchema,
  InviteSchema,
  PassphraseSchema,
  SignedInSchema,
  SignInSchema,
} from './api-accounts.contract.ts';
import type { Api } from './api-endpoint.ts';
import { EventSchema, HeadSchema, HistorySchema, QuerySchema } from './api-records.contract.ts';
import { MoreSchema } from './api-sync.contract.ts';

/** What the document calls its forms. Others are written where they are used. */
const named: { readonly [name: string]: z.ZodType } = {
  Json: protocol.JsonSchema,
  Command: protocol.CommandSchema,
  PushedCommand: protocol.PushedCommandSchema,
  PushRequest: protocol.PushRequestSchema,
  PushAnswer: protocol.PushAnswerSchema,
  Verdict: protocol.VerdictSchema,
  Refusal: protocol.RefusalSchema,
  PullLine: protocol.PullLineSchema,
  Checkpoint: protocol.CheckpointSchema,
  PageInfo: protocol.PageInfoSchema,
  Manifest: protocol.ManifestSchema,
  SessionInfo: protocol.SessionInfoSchema,
  Record: protocol.RecordSchema,
  Head: HeadSchema,
  Event: EventSchema,
  History: HistorySchema,
  Query: QuerySchema,
  More: MoreSchema,
  SignIn: SignInSchema,
  SignedIn: SignedInSchema,
  Accept: AcceptSchema,
  Found: FoundSchema,
  Invite: InviteSchema,
  Invitation: InvitationSchema,
  Passphrase: PassphraseSchema,
  Device: DeviceInfoSchema,
};

/** RFC 9457, as `kernel/problem.ts` has it. */
export const ProblemSchema: z.ZodType<Problem> = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  correlationId: z.string().optional(),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  params: protocol.JsonObjectSchema.optional(),
}) as z.ZodType<Problem>;

export const formAt = (name: string) => `#/components/schemas/${name}`;
type Schemas = { readonly [name: string]: JsonObject };

/** All forms at once, so that each is written once and named from everywhere else. */
export function formsOf(table: Api): { readonly components: Schemas; of(form: z.ZodType): JsonObject } {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>([
    [ProblemSchema, 'Problem'],
    ...Object.entries(named).map(([name, form]) => [form, name] as const),
  ]);
  const inner = new Set<z.ZodType>();
  for (const one of Object.values(table)) {
    const answer = 'form' in one.answers ? one.answers.form : undefined;
    for (const form of [one.params, one.query, one.body, answer])
      if (form !== undefined && !names.has(form)) {
        names.set(form, `inner${names.size}`);
        inner.add(form);
      }
  }
  for (const [form, id] of names) registry.add(form, { id });
  const made = z.toJSONSchema(registry, { unrepresentable: 'any', io: 'input', uri: formAt }).schemas;
  const bare = (name: string): JsonObject => {
    const { $schema: _, $id: __, ...schema } = { ...made[name] };
    return schema as JsonObject;
  };
  return {
    components: Object.fromEntries(['Problem', ...Object.keys(named)].map((name) => [name, bare(name)])),
    of(form) {
      const name = names.get(form) ?? '';
      return inner.has(form) ? bare(name) : { $ref: formAt(name) };
    },
  };
}
