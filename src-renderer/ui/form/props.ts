import type { ReactNode } from 'react';

/** What every field takes. Values are JSON: a `Date` never leaves a picker; nothing chosen is `null`. */
export interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Under the field, when there is no error. */
  readonly help?: ReactNode;
  /** Message in words under the field; the edge turns `refused`. */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly onBlur?: (() => void) | undefined;
}

export interface TextFieldProps extends FieldProps<string> {
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'url' | undefined;
  readonly maxLength?: number | undefined;
  readonly autoComplete?: string | undefined;
  /** Leaves the label to screen readers, e.g. the comment in an ActionBar. */
  readonly hideLabel?: boolean | undefined;
}
export interface ProseFieldProps extends FieldProps<string> {
  readonly minRows?: number | undefined;
  readonly maxRows?: number | undefined;
}
export interface NumberFieldProps extends FieldProps<number | null> {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  /** Digits after the point; 0 makes it whole. */
  readonly decimals?: number | undefined;
  readonly unit?: string | undefined;
}
/** `amount` in minor units (cents) of the ISO 4217 `currency`. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}
export interface MoneyFieldProps extends FieldProps<Money | null> {
  /** The first is the default. */
  readonly currencies: readonly string[];
}
export interface Option {
  readonly value: string;
  readonly label: string;
  /** Second line in the list. */
  readonly hint?: string | undefined;
}
export interface ChoiceFieldProps extends FieldProps<string | null> {
  readonly options: readonly Option[];
}
export interface MultiChoiceFieldProps extends FieldProps<readonly string[]> {
  readonly options: readonly Option[];
}
/** Where a reference finds its targets. */
export interface RefSource {
  readonly search: (query: string) => Promise<readonly Option[]>;
  /** The option of a value that was not searched for; `undefined` if unknown. */
  readonly resolve: (value: string) => Promise<Option | undefined>;
}
export interface RefFieldProps extends FieldProps<string | null>, RefSource {}
export interface RefsFieldProps extends FieldProps<readonly string[]>, RefSource {}
/** `2026-11-28` or `null`. */
export interface DateFieldProps extends FieldProps<string | null> {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}
/** ISO 8601 in UTC or `null`; typed and shown as `2026-11-28 22:00` in `zone`. */
export interface InstantFieldProps extends FieldProps<string | null> {
  /** IANA name, `Europe/Warsaw`. */
  readonly zone: string;
  /** How the zone is named beside the field; the IANA name unless told. */
  readonly zoneLabel?: string | undefined;
}
export type FlagFieldProps = FieldProps<boolean>;
export interface TagsFieldProps extends FieldProps<readonly string[]> {
  readonly suggestions?: readonly string[] | undefined;
}
