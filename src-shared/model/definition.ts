import type { Json } from '../kernel/json.ts';
import type { Unmet } from '../kernel/refusal.ts';
import { type Digest, digestOf } from '../kernel/digest.ts';
import type { FieldsOf, FieldTable } from './field.ts';
import type { BaseFacts, Lifecycle } from './lifecycle.ts';
import type { Permission } from './permission.ts';
import type { Reader } from './reader.ts';
import type { RecordEvent, RecordOf } from './record.ts';
import type { Visibility } from './visibility.ts';

export interface RecordWording {
  readonly one: string;
  readonly many: string;
  /** What would be in an empty list, and why one makes the first: a sentence. */
  readonly empty?: string;
}

export interface Permissions {
  readonly read: Permission;
  readonly create: Permission;
  readonly edit: Permission;
  readonly archive?: Permission;
  readonly comment?: Permission;
}

export interface Migrations {
  /** `{ 'change.submitted': { 1: (event) => event as of v2 } }` */
  readonly events?: {
    readonly [type: string]: { readonly [version: number]: (event: RecordEvent) => RecordEvent };
  };
  /** States that a lifecycle version no longer has: `{ 3: { inReview: 'peerReview' } }`. */
  readonly states?: { readonly [lifecycleVersion: number]: { readonly [state: string]: string } };
}

/**
 * One kind of governed record. From this follow table, form, columns, filters, search, import, history and the
 * generic commands `create`, `edit`, `archive`, `restore`, `comment` and one per lifecycle event.
 */
export interface RecordDefinition<F extends FieldTable = FieldTable, X extends BaseFacts = BaseFacts> {
  readonly kind: string;
  /** Two to five letters before the underscore of its ids. */
  readonly prefix: string;
  /** Command prefix and route: `changes`. */
  readonly plural: string;
  /** `CHG` gives numbers such as CHG-1042; absent means no number. */
  readonly numbering?: string;
  /** The field that names the record to people. */
  readonly label: keyof F & string;
  readonly wording: RecordWording;
  readonly fields: F;
  /** The columns that a list shows first; `number`, `state` and `updatedAt` are always there to choose. */
  readonly columns: readonly string[];
  readonly permissions: Permissions;
  /** Absent: whoever may read the kind sees all of it. */
  readonly visibility?: Visibility;
  readonly lifecycle?: Lifecycle<X>;
  /** Facts beyond the base ones; shared code, so client and server gather the same. */
  facts?(base: BaseFacts, reader: Reader): Promise<X>;
  /** What must hold between fields after a create or an edit, whatever the lifecycle says. Pure. */
  check?(fields: FieldsOf<F>, facts: X): Unmet[];
  /** Why these fields may not be edited now; empty when they may. Pure. */
  editable?(facts: X, fields: readonly string[]): Unmet[];
  /** Why the record may not be archived now; empty when it may. Pure. */
  archivable?(facts: X): Unmet[];
  /** Which states a record may be imported in. A kind with a lifecycle and without this cannot be imported. */
  readonly imports?: { readonly states: readonly string[] };
  /** The kind's own records that hang below it, by their ref field; they are shown on its page. */
  readonly children?: readonly { readonly kind: string; readonly field: string }[];
  readonly migrations?: Migrations;
}

/** A definition of any kind, as the registry and generic code hold it. */
export type AnyRecordDefinition = RecordDefinition;

/** A definition as the rest of the code holds it: its fields keep their types, its facts are behind the reader. */
export type DefinedRecord<F extends FieldTable> = Omit<AnyRecordDefinition, 'fields'> & { readonly fields: F };

/** Declares a record kind. Types of fields and facts are checked here and erased in this one place. */
export function defineRecord<const F extends FieldTable, X extends BaseFacts = BaseFacts>(
  definition: RecordDefinition<F, X>,
): DefinedRecord<F> {
  const erased: unknown = definition;
  return erased as DefinedRecord<F>;
}

export function labelOf(definition: Pick<AnyRecordDefinition, 'label'>, record: RecordOf): string {
  const label = record.fields[definition.label];
  return typeof label === 'string' ? label : (record.number ?? record.id);
}

/** The names of the fields that approvals bind to. */
export const materialNames = (definition: Pick<AnyRecordDefinition, 'fields'>): string[] =>
  Object.entries(definition.fields).flatMap(([name, field]) => (field.material ? [name] : []));

/** A digest over the named fields of one record, absent ones as null. */
export function digestOfFields(record: Pick<RecordOf, 'id' | 'fields'>, names: readonly string[]): Digest {
  const content: Record<string, Json> = {};
  for (const name of names) content[name] = record.fields[name] ?? null;
  return digestOf({ id: record.id, content });
}

/** The digest that approvals bind to: that of the record's material fields. */
export const contentDigest = (definition: AnyRecordDefinition, record: RecordOf): Digest =>
  digestOfFields(record, materialNames(definition));
