import { z } from 'zod';
import type { RecordEvent, RecordOf } from '#shared/model/record.ts';
import type { Head } from '#shared/model/head.ts';
import { IdSchema, JsonSchema, RecordSchema } from '#shared/sync/protocol.schema.ts';
import { endpoint } from './api-endpoint.ts';
import { sampleChange, sampleCommand, samplePerson } from './api-samples.ts';

const group = 'Records';
/** The longest list that is answered at once. */
const MAX_FOUND = 1_000;

const column = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,59}$/);

/** What can be asked of a kind; the same as a list on screen. */
export const QuerySchema = z.strictObject({
  kind: z.string().regex(/^[a-z][A-Za-z]{0,59}$/),
  where: z
    .array(
      z.strictObject({
        column,
        op: z.enum(['is', 'isNot', 'in', 'has', 'hasAny', 'contains', 'before', 'after', 'atLeast', 'atMost', 'empty', 'notEmpty']),
        value: JsonSchema.optional(),
      }),
    )
    .max(20)
    .optional(),
  sort: z
    .array(z.strictObject({ column, descending: z.boolean().optional() }))
    .max(4)
    .optional(),
  /** Words that all are in the record's text. */
  text: z.string().max(200).optional(),
  archived: z.enum(['without', 'only', 'with']).optional(),
  offset: z.int().min(0).max(1_000_000).optional(),
  limit: z.int().min(0).max(MAX_FOUND).optional(),
});

const object = (value: unknown) => typeof value === 'object' && value !== null;

/** A row of a list: what is the same for every kind, and the kind's own columns. */
export const HeadSchema = z.custom<Head>(object).meta({ type: 'object', required: ['id', 'kind', 'label'] });
export const EventSchema = z
  .custom<RecordEvent>(object)
  .meta({ type: 'object', required: ['id', 'type', 'recordId', 'at', 'by', 'patch'] });

/** What happened, when the server heard of it, and by how many milliseconds its author's clock was ahead where that was too much. */
export const HistorySchema = z.strictObject({
  events: z.array(z.strictObject({ event: EventSchema, arrivedAt: z.iso.datetime(), ahead: z.int().optional() })),
});

const params = z.strictObject({ id: IdSchema });
const at = sampleCommand.command.at;
const sampleFields = { title: 'Replace the core switch' };
const sampleRecord: RecordOf = {
  id: sampleChange,
  kind: 'change',
  number: 'CHG-212',
  state: 'draft',
  lifecycleVersion: 1,
  version: 1,
  archivedAt: null,
  createdAt: at,
  createdBy: samplePerson,
  updatedAt: at,
  updatedBy: samplePerson,
  externalId: null,
  stamp: sampleCommand.command.time,
  stamps: {},
  fields: sampleFields,
};

export const apiRecords = {
  record: endpoint({
    method: 'GET',
    path: '/v1/records/:id',
    group,
    summary: 'A record as it stands. What the caller may not see is not there.',
    who: 'signedIn',
    isFrequent: true,
    params,
    answers: { as: 'json', form: RecordSchema },
    problems: ['notFound'],
    example: { params: { id: sampleChange }, answer: sampleRecord },
  }),
  history: endpoint({
    method: 'GET',
    path: '/v1/records/:id/history',
    group,
    summary: 'What happened to a record, newest last.',
    who: 'signedIn',
    isFrequent: true,
    params,
    answers: { as: 'json', form: HistorySchema },
    problems: ['notFound'],
    example: {
      params: { id: sampleChange },
      answer: {
        events: [
          {
            event: {
              id: sampleCommand.command.id,
              type: 'change.created',
              v: 1,
              recordId: sampleChange,
              kind: 'change',
              commandId: sampleCommand.command.id,
              version: 1,
              at,
              time: sampleCommand.command.time,
              by: samplePerson,
              patch: sampleFields,
            },
            arrivedAt: '2026-11-02T08:00:00.000Z',
          },
        ],
      },
    },
  }),
  query: endpoint({
    method: 'POST',
    path: '/v1/query',
    group,
    summary: 'Records of one kind by conditions, in an order; and how many there are.',
    who: 'signedIn',
    isFrequent: true,
    body: QuerySchema,
    answers: { as: 'json', form: z.strictObject({ heads: z.array(HeadSchema), total: z.int().min(0) }) },
    example: {
      body: { kind: 'change', where: [{ column: 'state', op: 'is', value: 'draft' }], sort: [{ column: 'createdAt' }], limit: 50 },
      answer: {
        heads: [
          {
            id: sampleChange,
            kind: 'change',
            number: 'CHG-212',
            label: sampleFields.title,
            state: 'draft',
            archivedAt: null,
            createdAt: at,
            createdBy: samplePerson,
            updatedAt: at,
            externalId: null,
          },
        ],
        total: 1,
      },
    },
  }),
} as const;
