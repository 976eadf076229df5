import { z } from 'zod';
import { type Id, isId } from '../kernel/id.ts';
import type { Json } from '../kernel/json.ts';

export type FieldType =
  | 'text'
  | 'prose'
  | 'number'
  | 'money'
  | 'choice'
  | 'choices'
  | 'flag'
  | 'date'
  | 'instant'
  | 'ref'
  | 'refs'
  | 'tags'
  | 'data';

/** How sensitive a field's value is; `personal` and above are erasable and never logged. */
export type Classification = 'public' | 'internal' | 'personal' | 'secret';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** How a list marks the value; absent means plain words. */
  readonly tone?: 'waiting' | 'approved' | 'refused' | 'risk';
  /** Position when sorted by meaning (priority, risk); options are in order otherwise. */
  readonly rank?: number;
}

/** One field of a record: its form, its words and how lists, forms, imports and the audit treat it. `T` is the stored JSON. */
export interface Field<T = Json> {
  readonly type: FieldType;
  readonly label: string;
  readonly schema: z.ZodType<T>;
  readonly help?: string;
  /** Must have a value from creation on. (What is needed only later is a guard of the lifecycle.) */
  readonly required?: boolean;
  /** Kept in the head of the record, so lists can show, filter and sort by it. */
  readonly head?: boolean;
  /** Part of the content that approvals bind to. */
  readonly material?: boolean;
  /** Set by lifecycle events only; shown, never edited. */
  readonly derived?: boolean;
  /** For the machine (ids, digests, positions): kept and exported, but no page, list or filter shows it. */
  readonly technical?: boolean;
  readonly classification?: Classification;
  readonly options?: readonly Choice[];
  /** For `ref` and `refs`: the kind that is pointed at. */
  readonly refKind?: string;
  /** For numbers: what one of them is, e.g. `min`. */
  readonly unit?: string;
  /** The section of the form and the record page. */
  readonly group?: string;
  /** Width of the table column in px; absent means by type. */
  readonly width?: number;
}

export type FieldTable = { readonly [name: string]: Field };
export type FieldsOf<F extends FieldTable> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

type Options<R extends boolean> = Omit<Field, 'type' | 'schema' | 'required' | 'options' | 'refKind'> & { readonly required?: R };
type Maybe<T, R extends boolean> = R extends true ? T : T | null;

function field<T extends Json, R extends boolean>(
  type: FieldType,
  schema: z.ZodType<T>,
  options: Options<R> & Partial<Field>,
): Field<Maybe<T, R>> {
  return { ...options, type, schema: options.required ? schema : schema.nullable() } as Field<Maybe<T, R>>;
}

const shortText = (max: number) => z.string().trim().min(1, 'must not be empty').max(max, `must have at most ${max} characters`);
const instantSchema = z.iso.datetime({
  message: 'must be an instant such as 2026-11-28T22:00:00Z',
});
const dateSchema = z.iso.date('must be a date such as 2026-11-28');
const idSchema = z.custom<Id>(isId, 'must be the id of a record');

export const text = <const R extends boolean = false>(options: Options<R> & { readonly max?: number }) =>
  field<string, R>('text', shortText(options.max ?? 200), options);
export const prose = <const R extends boolean = false>(options: Options<R>) => field<string, R>('prose', shortText(20_000), options);
export const number = <const R extends boolean = false>(
  options: Options<R> & { readonly min?: number; readonly max?: number; readonly whole?: boolean },
) => {
  let schema = options.whole ? z.int('must be a whole number') : z.number('must be a number');
  if (options.min !== undefined) schema = schema.min(options.min, `must be at least ${options.min}`);
  if (options.max !== undefined) schema = schema.max(options.max, `must be at most ${options.max}`);
  return field<number, R>('number', schema, options);
};
/** An amount in minor units (cents) of an ISO 4217 currency. */
export const money = <const R extends boolean = false>(options: Options<R>) =>
  field<{ amount: number; currency: string }, R>(
    'money',
    z.strictObject({
      amount: z.int(),
      currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR'),
    }),
    options,
  );
export const flag = <const R extends boolean = false>(options: Options<R>) => field<boolean, R>('flag', z.boolean(), options);
/** A calendar date without a zone, `2026-11-28`. */
export const date = <const R extends boolean = false>(options: Options<R>) => field<string, R>('date', dateSchema, options);
/** A point in time, stored as ISO 8601 in UTC. */
export const instant = <const R extends boolean = false>(options: Options<R>) => field<string, R>('instant', instantSchema, options);
export const tags = <const R extends boolean = false>(options: Options<R>) =>
  field<readonly string[], R>('tags', z.array(shortText(60)).max(50), options);
export const ref = <const R extends boolean = false>(refKind: string, options: Options<R>) =>
  field<Id, R>('ref', idSchema, { ...options, refKind });
export const refs = <const R extends boolean = false>(refKind: string, options: Options<R>) =>
  field<readonly Id[], R>('refs', z.array(idSchema).max(500), { ...options, refKind });

type Choices = { readonly [value: string]: string | Omit<Choice, 'value'> };
const choicesOf = (table: Choices): Choice[] =>
  Object.entries(table).map(([value, words], rank) =>
    typeof words === 'string' ? { value, label: words, rank } : { rank, ...words, value },
  );
const valueSchema = <C extends Choices>(table: C) =>
  z.custom<Extract<keyof C, string>>(
    (value) => typeof value === 'string' && Object.hasOwn(table, value),
    `must be one of ${Object.keys(table).join(', ')}`,
  );

/** One of a closed list. The order of the table is the order of meaning. */
export const choice = <const C extends Choices, const R extends boolean = false>(table: C, options: Options<R>) =>
  field<Extract<keyof C, string>, R>('choice', valueSchema(table), {
    ...options,
    options: choicesOf(table),
  });
export const choices = <const C extends Choices, const R extends boolean = false>(table: C, options: Options<R>) =>
  field<readonly Extract<keyof C, string>[], R>('choices', z.array(valueSchema(table)), {
    ...options,
    options: choicesOf(table),
  });
/** Structured content with a schema of its own (approval steps, votes). Forms leave it to a screen that knows it. */
export const data = <T extends Json, const R extends boolean = false>(schema: z.ZodType<T>, options: Options<R>) =>
  field<T, R>('data', schema, options);

/** An empty field is `null`, an empty text and an empty list count as empty. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
